import { expect, test } from "vitest";
import { readMeter, type MeterUses } from "./meter.ts";

const uses: MeterUses = new Map([
  ["web", [{ meter: "instance", item: "small", quantity: "1" }]],
  ["seat", [{ meter: "licence", item: "office", quantity: "2" }]],
]);
const web = { id: "web.1", node: "web" };
const T = Date.parse("2026-01-01T00:00:00.000Z");
const at = (seconds: number): string => new Date(T + seconds * 1000).toISOString();
const reading = { uses, open: [], running: [], now: T, lastSeen: T };
const open = {
  node: "web",
  instance: "web.1",
  meter: "instance",
  item: "small",
  quantity: "1",
  start: at(0),
  end: null,
  quality: "measured",
} as const;

test("opens a segment for each use of what runs, at the instant it is first seen", () => {
  const running = [web, { id: "seat.1", node: "seat" }];
  const opened = readMeter({ ...reading, running });
  expect(opened).toEqual([
    open,
    { ...open, node: "seat", instance: "seat.1", meter: "licence", item: "office", quantity: "2" },
  ]);
});

test("says nothing while it goes on", () => {
  const later = { ...reading, now: T + 5000, lastSeen: T + 4000 };
  expect(readMeter({ ...later, open: [open], running: [web] })).toEqual([]);
});

test("closes what stopped, now when it was looked at a moment ago", () => {
  const later = { ...reading, now: T + 5000, lastSeen: T + 4000, open: [open] };
  expect(readMeter(later)).toEqual([{ ...open, end: at(5) }]);
});

test("closes what went away while nobody looked when it was last seen, and says it is a guess", () => {
  const later = { ...reading, now: T + 7_200_000, lastSeen: T + 30_000, open: [open] };
  expect(readMeter(later)).toEqual([{ ...open, end: at(30), quality: "estimated" }]);
});

test("never ends before it started, whatever the clock does", () => {
  const back = { ...reading, now: T - 3_600_000, lastSeen: T - 3_600_000, open: [open] };
  expect(readMeter(back)).toEqual([{ ...open, end: at(0) }]);
});

test("a node without meters costs nothing", () => {
  expect(readMeter({ ...reading, running: [{ id: "lan.1", node: "lan" }] })).toEqual([]);
});
