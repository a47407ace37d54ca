import { expect, test } from "vitest";
import type { MeterEvent } from "./meter-event.ts";
import { packEvent, packRolledEvent, unpackEvent } from "./pack.ts";
import { rollUp } from "./roll-up.ts";
import { sampleEvent, second } from "./sample-event.ts";
import { segmentsOf } from "./segments-of.ts";

const heartbeats = (): number => 60;

function rolled(events: readonly MeterEvent[]): readonly MeterEvent[] {
  return rollUp(events, { heartbeats, isOld: () => true, stretchOf: () => 0 });
}

function used(events: readonly MeterEvent[]): number {
  const subject = { environment: "", node: "", kind: "", component: "", user: "", groups: [] };
  const until = Date.parse(second(0));
  const { segments } = segmentsOf(events, { heartbeats, until, subjectOf: () => subject });
  return segments.reduce((sum, { quantity }) => sum + Number(quantity), 0);
}

const delta = (seq: number, value: string, more: Partial<MeterEvent> = {}): MeterEvent =>
  sampleEvent(seq, seq, { kind: "delta", value, ...more });

test("quantities of one stretch that came in one stretch are one", () => {
  const events = [delta(1, "1.5"), delta(2, "2"), delta(3, "3")];
  const late = delta(4, "4", { receivedAt: second(1) });
  expect(rolled([...events, late])).toMatchObject([{ eventId: "e1", value: "10.5" }]);
  const apart = rollUp([...events, delta(5, "5", { receivedAt: second(90_000) })], {
    heartbeats,
    isOld: () => true,
    stretchOf: (time) => Math.floor(time / 86_400_000),
  });
  expect(apart.map(({ value }) => value)).toEqual(["6.5", "5"]);
});

test("of a counter the first and the last reading stay, and that it was watched in between", () => {
  const reading = (seq: number): MeterEvent =>
    sampleEvent(seq, seq * 60, { kind: "counter", value: String(seq) });
  const events = Array.from({ length: 20 }, (_, index) => reading(index + 1));
  const kept = rolled(events);
  expect(kept.map(({ eventId }) => eventId)).toEqual(["e1", "e20"]);
  expect(kept[1]?.watchedSince).toBe(second(60));
  expect(rolled([...kept, reading(21)]).map(({ eventId }) => eventId)).toEqual(["e1", "e21"]);
});

test("what is replaced does not count, also when it comes after what replaces it was rolled up", () => {
  const replacing = delta(2, "3", { supersedes: "e1" });
  const kept = rolled([replacing, delta(3, "1"), delta(4, "1")]);
  expect(used(kept)).toBe(5);
  expect(used(rolled([...kept, delta(1, "3000")]))).toBe(5);
});

test("what the customer and what others used stay apart, when kept and when rolled up", () => {
  const events = [
    delta(1, "1", { usedBy: "user" }),
    delta(2, "2", { usedBy: "third-party" }),
    delta(3, "4", { usedBy: "third-party" }),
    delta(4, "8"),
  ];
  const packed = rolled(events.map((event) => unpackEvent(packEvent(event), event)));
  const kept = packed.map((event) => unpackEvent(packRolledEvent(event), event));
  expect(kept.map(({ value, usedBy }) => [value, usedBy])).toEqual([
    ["6", "third-party"],
    ["1", "user"],
    ["8", undefined],
  ]);
  // What was told before it could be told apart must come to the same text when it is told again.
  expect(packEvent(delta(4, "8"))).toHaveLength(12);
});
