import { expect, test } from "vitest";
import { dueState, nextState } from "./next-state.ts";

const running = { state: "running" } as const;
const creating = { state: "creating" } as const;
const failed = { state: "failed" } as const;

test.each([
  ["provisioning", [running, running], "ready"],
  ["provisioning", [running, creating], "provisioning"],
  ["provisioning", [running, failed], "failed"],
  ["failed", [running, creating], "provisioning"],
  ["failed", [running, running], "ready"],
  ["ready", [running, creating], "degraded"],
  ["ready", [running, failed], "degraded"],
  ["degraded", [running, failed], "degraded"],
  ["degraded", [running, running], "ready"],
  ["provisioning", [], "ready"],
] as const)("%s with %j becomes %s", (before, parts, after) => {
  expect(nextState(before, parts)).toBe(after);
});

test.each([
  ["reserved", "08:59", null],
  ["reserved", "09:00", "provisioning"],
  ["requested", "09:30", "provisioning"],
  ["reserved", "11:00", "releasing"],
  ["ready", "10:59", null],
  ["ready", "11:00", "releasing"],
  ["releasing", "12:00", null],
] as const)("%s from 9 to 11 goes at %s to %s", (state, at, next) => {
  const window = { start: "2026-11-23T09:00:00Z", end: "2026-11-23T11:00:00Z" };
  expect(dueState({ state, window }, Date.parse(`2026-11-23T${at}:00Z`))).toBe(next);
});
