import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import { forgetGathered, gatherEvent } from "./event-batch.ts";
import { useLive } from "./state.ts";

beforeEach(() => {
  vi.useFakeTimers();
  useLive.setState({ events: [] });
});
afterEach(() => {
  forgetGathered();
  vi.useRealTimers();
});

function event(sequence: number): LabwrightEvent {
  return {
    sequence,
    at: "2026-11-21T10:00:00.000Z",
    body: { type: "pool", pool: "p", state: "online" },
  };
}

it("applies what comes within a moment in one change, in order", () => {
  let changes = 0;
  const unsubscribe = useLive.subscribe(() => {
    changes += 1;
  });
  for (const sequence of [1, 2, 3]) gatherEvent(event(sequence));
  expect(changes).toBe(0);
  vi.runAllTimers();
  unsubscribe();
  expect(changes).toBe(1);
  expect(useLive.getState().events.map((one) => one.sequence)).toEqual([3, 2, 1]);
});

it("forgets what was gathered before everything is fetched anew", () => {
  gatherEvent(event(1));
  forgetGathered();
  vi.runAllTimers();
  expect(useLive.getState().events).toEqual([]);
});
