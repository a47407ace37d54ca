import { expect, test } from "vitest";
import { PLAIN, type NodeUsage } from "../../../shared/pricing/project/node-usage.ts";
import { readMeter, type MeterUses } from "./meter.ts";

const uses: MeterUses = new Map([
  ["web", usage("web", { meter: "instance", item: "small", quantity: "1" })],
  ["seat", usage("seat", { meter: "licence", item: "office", quantity: "2" })],
]);
const context = { account: "acme", environment: "course", user: "ada" };

function usage(node: string, use: NodeUsage["uses"][number]): NodeUsage {
  return { node, kind: "machine", component: "site", groups: ["front"], uses: [use] };
}
const web = { id: "web.1", node: "web", as: "desired" } as const;
const T = Date.parse("2026-01-01T00:00:00.000Z");
const at = (seconds: number): string => new Date(T + seconds * 1000).toISOString();
const reading = { context, uses, open: [], running: [], now: T, lastSeen: T };
const open = {
  ...PLAIN,
  ...context,
  kind: "machine",
  component: "site",
  groups: ["front"] as string[],
  node: "web",
  instance: "web.1",
  meter: "instance",
  item: "small",
  level: "1",
  start: at(0),
  end: null,
  quality: "measured",
} as const;

test("opens a segment for each use of what runs, at the instant it is first seen", () => {
  const running = [web, { ...web, id: "seat.1", node: "seat" }];
  const opened = readMeter({ ...reading, running });
  expect(opened).toEqual([
    open,
    { ...open, node: "seat", instance: "seat.1", meter: "licence", item: "office", level: "2" },
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
  expect(readMeter({ ...reading, running: [{ ...web, id: "lan.1", node: "lan" }] })).toEqual([]);
});

test("a larger one ends the smaller at the instant at which it begins", () => {
  const later = {
    ...reading,
    now: T + 5000,
    lastSeen: T - 3_600_000,
    open: [{ ...open, level: "3" }],
  };
  expect(readMeter({ ...later, running: [web] })).toEqual([
    { ...open, level: "3", end: at(5) },
    { ...open, start: at(5) },
  ]);
});

test("what still has to be changed goes on as what it is, and what leaves until it is gone", () => {
  const before = { ...open, level: "3" };
  const later = { ...reading, now: T + 5000, open: [before] };
  expect(readMeter({ ...later, running: [{ ...web, as: "changing" }] })).toEqual([]);
  expect(readMeter({ ...later, running: [{ ...web, as: "leaving" }] })).toEqual([]);
  expect(readMeter({ ...reading, running: [{ ...web, as: "leaving" }] })).toEqual([]);
  expect(readMeter({ ...reading, running: [{ ...web, as: "changing" }] })).toEqual([open]);
});

test("two segments of one meter never begin at one instant", () => {
  const same = { ...reading, open: [{ ...open, level: "3" }], running: [web] };
  expect(readMeter(same)).toEqual([]);
  expect(readMeter({ ...same, now: T + 1 })).toHaveLength(2);
});

test("what is set aside for somebody is another use from when they come", () => {
  const [aside] = readMeter({ ...reading, running: [web], reserved: true });
  expect(aside).toEqual({ ...open, reserved: true });
  const later = {
    ...reading,
    open: aside === undefined ? [] : [aside],
    now: T + 5000,
    lastSeen: T,
  };
  expect(readMeter({ ...later, running: [web], reserved: true })).toEqual([]);
  expect(readMeter({ ...later, running: [web] })).toEqual([
    { ...open, reserved: true, end: at(5) },
    { ...open, start: at(5) },
  ]);
});

test("a copy beyond those that were sent came by scaling", () => {
  const running = [web, { ...web, id: "web.2" }];
  const scaled = readMeter({
    ...reading,
    running,
    context: { ...context, drawn: new Map([["web", 1]]) },
  });
  expect(scaled.map(({ instance, autoscaled }) => [instance, autoscaled])).toEqual([
    ["web.1", false],
    ["web.2", true],
  ]);
});
