import { expect, it } from "vitest";
import type { Condition } from "../../shared/pool/condition.ts";
import { poolResourcesSchema } from "../../shared/pool/pool.ts";
import { outOfUseIn } from "./out-of-use.ts";

const at = (day: number, hour = 0): string => new Date(Date.UTC(2026, 10, day, hour)).toISOString();
const time = { start: Date.parse(at(23)), end: Date.parse(at(30)) };
const host = { architecture: "amd64" as const, cores: 8, memoryMiB: 1, diskGiB: 1, features: [] };
const resources = poolResourcesSchema.parse({
  hosts: [
    { ...host, id: "a", name: "a", site: "Berlin", rack: "R1" },
    { ...host, id: "b", name: "b", site: "Berlin", rack: "R2" },
    { ...host, id: "c", name: "c", state: "down" },
  ],
  downSince: { c: at(22, 9) },
});
const condition = (more: Partial<Condition>): Condition => ({
  id: "1",
  scope: { sort: "rack", id: "R1" },
  kind: "maintenance",
  start: at(24, 9),
  end: at(24, 17),
  why: "New floor",
  by: "Ada",
  ...more,
});

it("tells when a host is out of use in a time, and why", () => {
  const conditions = [
    condition({}),
    condition({ kind: "draining", start: at(25), end: null, why: "" }),
    condition({ start: at(10), end: at(11) }),
  ];
  const of = outOfUseIn({ conditions, resources }, "host", time, "UTC");
  expect(of("a").map(({ words }) => words)).toEqual([
    "Maintenance Tue 24 Nov 09:00–17:00: New floor.",
    "Draining from Wed 25 Nov 00:00 until a lab admin ends it",
  ]);
  expect(of("a")).toBe(of("a"));
  expect(of("b")).toEqual([]);
  expect(of("c")).toEqual([
    {
      id: "away",
      start: Date.parse(at(22, 9)),
      end: Infinity,
      words: "Does not answer since Sun 22 Nov 09:00",
    },
  ]);
});

it("tells of a site what all of it is in, and nothing of people and environments", () => {
  const conditions = [condition({}), condition({ scope: { sort: "site", id: "Berlin" } })];
  const pool = { conditions, resources };
  expect(outOfUseIn(pool, "site", time, "UTC")("Berlin")).toHaveLength(1);
  expect(outOfUseIn(pool, "person", time, "UTC")("Berlin")).toEqual([]);
  expect(outOfUseIn(pool, "host", time, "UTC")("a")).toHaveLength(2);
});
