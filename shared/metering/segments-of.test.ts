import { expect, test } from "vitest";
import { segmentSchema } from "../pricing/engine/segments.ts";
import type { MeterEvent } from "./meter-event.ts";
import { sampleEvent, second } from "./sample-event.ts";
import { segmentsOf } from "./segments-of.ts";

const MINUTE = 60;

function metered(events: readonly MeterEvent[], { heartbeat = MINUTE, until = 3600 } = {}) {
  return segmentsOf(events, {
    heartbeats: () => heartbeat,
    until: Date.parse(second(until)),
    subjectOf: () => ({
      environment: "lab",
      node: "web",
      kind: "machine",
      component: "",
      user: "ada",
      groups: [],
    }),
  });
}

/** What segments say in short: from, to, how much, how sure. */
function told(events: readonly MeterEvent[], options?: Parameters<typeof metered>[1]) {
  const from = Date.parse(second(0));
  const seconds = (at: string): number => (Date.parse(at) - from) / 1000;
  const { segments, gaps } = metered(events, options);
  return {
    segments: segments.map(({ start, end, level, quantity, quality }) => [
      seconds(start),
      typeof end === "string" ? seconds(end) : null,
      level ?? `+${quantity}`,
      quality,
    ]),
    gaps: gaps.map(({ from: start, to, reason, estimate }) => [
      seconds(start),
      seconds(to),
      reason,
      estimate,
    ]),
  };
}

const counter = (seq: number, at: number, value: string, more: Partial<MeterEvent> = {}) =>
  sampleEvent(seq, at, { kind: "counter", value, ...more });

test("what it gives the engine reads", () => {
  const events = [
    sampleEvent(1, 0, { kind: "start", value: "2", meterId: "memory", unit: "GiB" }),
    counter(2, 0, "0"),
    counter(3, 60, "12.5", { unit: "s" }),
  ];
  const { segments } = metered(events, { until: 90 });
  for (const segment of segments) expect(segmentSchema.parse(segment)).toEqual(segment);
  expect(segments[0]).toMatchObject({
    id: "host/e3",
    environment: "lab",
    node: "web",
    instance: "web.1",
    meter: "cpu",
    quantity: "12.5",
    unit: "s",
    user: "ada",
    receivedAt: second(60),
  });
  expect(segments[1]).toMatchObject({
    level: "2",
    end: null,
    lastSeen: second(0),
    heartbeatSeconds: 60,
  });
});

test("a level lasts from its start over its changes to its stop", () => {
  const events = [
    sampleEvent(1, 0, { kind: "start", value: "2" }),
    sampleEvent(2, 60, { kind: "heartbeat" }),
    sampleEvent(3, 100, { kind: "level", value: "3" }),
    sampleEvent(4, 160, { kind: "level", value: "3" }),
    sampleEvent(5, 200, { kind: "stop" }),
    sampleEvent(6, 300, { kind: "level", value: "1" }),
    sampleEvent(7, 330, { kind: "level", value: "0" }),
  ];
  expect(told(events)).toEqual({
    segments: [
      [0, 100, "2", "measured"],
      [100, 200, "3", "measured"],
      [300, 330, "1", "measured"],
    ],
    gaps: [],
  });
});

test("a missing stop is one interval after the last sign, and said to be a guess", () => {
  const events = [
    sampleEvent(1, 0, { kind: "start" }),
    sampleEvent(2, 60, { kind: "heartbeat" }),
    sampleEvent(3, 1000, { kind: "start" }),
    sampleEvent(4, 1050, { kind: "stop" }),
  ];
  expect(told(events)).toEqual({
    segments: [
      [0, 120, "1", "estimated"],
      [1000, 1050, "1", "measured"],
    ],
    gaps: [[120, 1000, "missing-stop", "closed"]],
  });
});

test("what is not heard of any more ends for the engine where its last sign says", () => {
  expect(told([sampleEvent(1, 0, { kind: "start" })])).toEqual({
    segments: [[0, null, "1", "measured"]],
    gaps: [[60, 3600, "silent", "closed"]],
  });
});

test("a pause after which it goes on is counted and marked", () => {
  const events = [
    sampleEvent(1, 0, { kind: "start", bootId: "a" }),
    sampleEvent(2, 1000, { kind: "heartbeat", bootId: "a" }),
    sampleEvent(3, 1030, { kind: "stop", bootId: "a" }),
  ];
  expect(told(events)).toEqual({
    segments: [
      [0, 60, "1", "measured"],
      [60, 1000, "1", "estimated"],
      [1000, 1030, "1", "measured"],
    ],
    gaps: [[60, 1000, "silent", "continued"]],
  });
});

test("after another boot it is not believed to have gone on", () => {
  const events = [
    sampleEvent(1, 0, { kind: "level", value: "4", bootId: "a" }),
    sampleEvent(2, 1000, { kind: "level", value: "4", bootId: "b" }),
    sampleEvent(3, 1060, { kind: "stop", bootId: "b" }),
  ];
  expect(told(events)).toEqual({
    segments: [
      [0, 60, "4", "estimated"],
      [1000, 1060, "4", "measured"],
    ],
    gaps: [[60, 1000, "missing-stop", "closed"]],
  });
});

test("who only speaks of changes is never silent", () => {
  const events = [sampleEvent(1, 0, { kind: "start" }), sampleEvent(2, 3000, { kind: "stop" })];
  expect(told(events, { heartbeat: 0 })).toEqual({
    segments: [[0, 3000, "1", "measured"]],
    gaps: [],
  });
});

test("a sign of life of what never began is a gap", () => {
  expect(told([sampleEvent(1, 10, { kind: "heartbeat" })])).toEqual({
    segments: [],
    gaps: [[10, 10, "missing-start", "nothing"]],
  });
});

test("a counter counts from reading to reading; the first is where it begins", () => {
  const events = [counter(1, 0, "100"), counter(2, 60, "100.25"), counter(3, 120, "103")];
  expect(told(events)).toEqual({
    segments: [
      [0, 60, "+0.25", "measured"],
      [60, 120, "+2.75", "measured"],
    ],
    gaps: [],
  });
});

test("a counter that is lower began anew from nothing, and what was lost is named", () => {
  expect(told([counter(1, 0, "100"), counter(2, 60, "7")])).toEqual({
    segments: [[0, 60, "+7", "estimated"]],
    gaps: [[0, 0, "reset", "nothing"]],
  });
});

test("a counter of another boot began anew at that boot, also where it is higher", () => {
  const events = [
    counter(1, 0, "100", { bootId: "a", monotonic: 500_000 }),
    counter(2, 60, "140", { bootId: "b", monotonic: 20_000 }),
  ];
  expect(told(events)).toEqual({
    segments: [[40, 60, "+140", "measured"]],
    gaps: [[0, 40, "reset", "nothing"]],
  });
});

test("what a counter counted in a pause is known, but not when", () => {
  expect(told([counter(1, 0, "100"), counter(2, 1000, "140")])).toEqual({
    segments: [[0, 1000, "+40", "estimated"]],
    gaps: [[0, 1000, "silent", "spread"]],
  });
});

test("quantities are each what they are", () => {
  const events = [
    sampleEvent(1, 5, { kind: "delta", value: "3" }),
    sampleEvent(2, 5, { kind: "delta", value: "3" }),
  ];
  const { segments } = metered(events);
  expect(new Set(segments.map(({ id }) => id)).size).toBe(2);
  expect(told(events).segments).toEqual([
    [5, 5, "+3", "measured"],
    [5, 5, "+3", "measured"],
  ]);
});

test("an event that another one replaces does not count", () => {
  const events = [
    sampleEvent(1, 5, { kind: "delta", value: "3000" }),
    sampleEvent(2, 5, { kind: "delta", value: "3", supersedes: "e1" }),
  ];
  expect(told(events).segments).toEqual([[5, 5, "+3", "measured"]]);
});

test("of two contents under one id the one that came first counts", () => {
  const first = sampleEvent(1, 5, { kind: "delta", value: "3" });
  const other = { ...first, value: "4", receivedAt: second(9) };
  expect(told([other, first]).segments).toEqual([[5, 5, "+3", "measured"]]);
});

test("a late event lands in its own time and says when it came", () => {
  const late = sampleEvent(9, 30, { kind: "delta", value: "3", receivedAt: second(86_400) });
  const [segment] = metered([late]).segments;
  expect(segment).toMatchObject({ start: second(30), receivedAt: second(86_400) });
});

test("a wall clock that went back is found out by the clock that nobody sets", () => {
  const ticking = (seq: number, monotonic: number, at: number, value: string): MeterEvent =>
    counter(seq, at, value, {
      bootId: "a",
      monotonic: monotonic * 1000,
      receivedAt: second(monotonic),
    });
  const events = [ticking(1, 0, 0, "0"), ticking(2, 60, 60, "1"), ticking(3, 120, -3480, "2")];
  expect(told(events)).toEqual({
    segments: [
      [0, 60, "+1", "measured"],
      [60, 120, "+1", "measured"],
    ],
    gaps: [[-3480, 120, "clock", "moved"]],
  });
});

test("a clock that leapt ahead and came back moves only what it said meanwhile", () => {
  const ticking = (seq: number, monotonic: number, at: number, value: string): MeterEvent =>
    counter(seq, at, value, {
      bootId: "a",
      monotonic: monotonic * 1000,
      receivedAt: second(monotonic + 1),
    });
  const events = [
    ticking(1, 0, 0, "0"),
    ticking(2, 60, 7260, "1"),
    ticking(3, 120, 7320, "2"),
    ticking(4, 180, 180, "3"),
  ];
  expect(told(events).segments).toEqual([
    [0, 60, "+1", "measured"],
    [60, 120, "+1", "measured"],
    [120, 180, "+1", "measured"],
  ]);
});

test("nothing was before it arrived", () => {
  const ahead = sampleEvent(1, 7200, { kind: "delta", receivedAt: second(10) });
  expect(told([ahead])).toEqual({
    segments: [[10, 10, "+1", "estimated"]],
    gaps: [[10, 7200, "clock", "moved"]],
  });
});
