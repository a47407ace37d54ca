import { expect, test } from "vitest";
import { conditionOf, poolDuring, type Condition } from "./condition.ts";
import { poolResourcesSchema, type Pool } from "./pool.ts";

const at = (hour: number): string => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
const host = (id: string, rack: string) => ({
  id,
  name: id,
  site: "north",
  rack,
  architecture: "amd64",
  cores: 8,
  memoryMiB: 1024,
  diskGiB: 10,
});

function pool(...conditions: Condition[]): Pool {
  return {
    id: "p",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: at(0),
    conditions,
    resources: poolResourcesSchema.parse({
      hosts: [host("a", "r1"), host("b", "r1"), host("c", "r2")],
      switches: [{ id: "s", name: "s", ports: 8, speedMbps: 1000, rack: "r1" }],
    }),
  };
}

const maintenance: Condition = {
  id: "m",
  scope: { sort: "rack", id: "r1" },
  kind: "maintenance",
  start: at(10),
  end: at(12),
  why: "New power supply",
  by: "ada",
};
const quarantine: Condition = {
  ...maintenance,
  id: "q",
  kind: "quarantine",
  scope: { sort: "host", id: "a" },
  end: null,
};
const states = (during: Pool): string[] => during.resources.hosts.map(({ state }) => state);

test("a rack under maintenance has nothing to give to whoever overlaps its time", () => {
  const lab = pool(maintenance);
  const during = poolDuring(lab, { start: at(11), end: at(14) });
  expect(states(during)).toEqual(["drained", "drained", "up"]);
  expect(during.resources.switches[0]?.ports).toBe(0);
});

test("who ends as it starts, or starts as it ends, is not touched", () => {
  const lab = pool(maintenance);
  expect(poolDuring(lab, { start: at(8), end: at(10) })).toBe(lab);
  expect(poolDuring(lab, { start: at(12), end: at(14) })).toBe(lab);
});

test("what has no end lasts, and of several the gravest is told", () => {
  const lab = pool(maintenance, quarantine);
  const [first] = lab.resources.hosts;
  if (first === undefined) throw new Error("no host");
  expect(conditionOf(lab, "host", first, { start: at(11), end: at(12) })?.id).toBe("q");
  expect(states(poolDuring(lab, { start: at(100), end: at(101) }))).toEqual([
    "drained",
    "up",
    "up",
  ]);
});
