import { expect, test } from "vitest";
import type { NodeUsage } from "../../../shared/pricing/project/node-usage.ts";
import type { LevelSegment } from "../../../shared/pricing/project/node-usage.ts";
import type { InstanceState } from "../../../shared/protocol/environment.ts";
import { readAll, vouchesForAvailability } from "./availability.ts";

const web: NodeUsage = { node: "web", kind: "machine", component: "", groups: [], uses: [] };
const context = {
  account: "acme",
  environment: "course",
  user: "ada",
  session: "2026-01-01",
  qosClass: "guaranteed",
};
const T = Date.parse("2026-01-01T00:00:00.000Z");
const at = (seconds: number): string => new Date(T + seconds * 1000).toISOString();

/** What is stored after some looks, each at a second and with a state; null: it is not to be there any more. */
function after(
  looks: readonly (readonly [number, InstanceState | null])[],
): readonly Pick<LevelSegment, "level" | "start" | "end" | "quality">[] {
  const stored = new Map<string, LevelSegment>();
  let lastSeen = T;
  for (const [seconds, state] of looks) {
    const open = [...stored.values()].filter(({ end }) => end === null);
    const now = T + seconds * 1000;
    const statuses = state === null ? [] : [{ id: "web.1", node: "web", state }];
    const reading = { context, uses: new Map([["web", web]]), open, running: [], statuses };
    for (const one of readAll({ ...reading, now, lastSeen })) stored.set(one.start, one);
    lastSeen = now;
  }
  return [...stored.values()].map(({ level, start, end, quality }) => ({
    level,
    start,
    end,
    quality,
  }));
}
const measured = { quality: "measured" } as const;

test("a machine counts from when it first runs, and as missing while it should be there and is not", () => {
  const looks = [
    [0, "creating"],
    [10, "running"],
    [20, "running"],
    [30, "degraded"],
    [40, "failed"],
    [50, "running"],
    [60, null],
  ] as const;
  expect(after(looks)).toEqual([
    { level: "100", start: at(10), end: at(30), ...measured },
    { level: "0", start: at(30), end: at(50), ...measured },
    { level: "100", start: at(50), end: at(60), ...measured },
  ]);
});

test("one that never ran, and one that its customer changes, count as nothing", () => {
  expect(after([[0, "failed"]])).toEqual([]);
  expect(
    after([
      [0, "running"],
      [10, "configuring"],
      [20, "running"],
    ]),
  ).toEqual([
    { level: "100", start: at(0), end: at(10), ...measured },
    { level: "100", start: at(20), end: null, ...measured },
  ]);
});

test("what was while nobody looked counts as nothing, also when it is as it was", () => {
  expect(
    after([
      [0, "running"],
      [10, "running"],
      [600, "running"],
    ]),
  ).toEqual([
    { level: "100", start: at(0), end: at(10), quality: "estimated" },
    { level: "100", start: at(600), end: null, ...measured },
  ]);
});

test("readings say whose they are, so that a promise to one class is kept or missed by that class", () => {
  const statuses = [{ id: "web.1", node: "web", state: "running" }] as const;
  const reading = { context, uses: new Map([["web", web]]), open: [], running: [], statuses };
  const [read] = readAll({ ...reading, now: T, lastSeen: T });
  expect(read).toMatchObject({ meter: "availability", node: "web", instance: "web.1", ...context });
});

test("only books that vouch for it are measured for", () => {
  const term = {
    id: "up",
    metric: "availability",
    match: {},
    target: "99",
    bands: [],
    exclusions: [],
  };
  expect(vouchesForAvailability([{ qosTerms: [{ ...term, capPercent: "100" }] }])).toBe(true);
  expect(vouchesForAvailability([{ qosTerms: [] }])).toBe(false);
});
