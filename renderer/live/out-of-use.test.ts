import { expect, it } from "vitest";
import { poolSchema, type Pool } from "../../shared/pool/pool.ts";
import { localTime } from "../ui/local-time.ts";
import { onThings, outOfUse } from "./out-of-use.ts";

const NOON = Date.parse("2026-03-02T12:00:00Z");
const at = (hours: number): string => new Date(NOON + hours * 3_600_000).toISOString();

const host = (id: string, rack: string): object => ({
  id,
  name: id,
  rack,
  architecture: "amd64",
  cores: 8,
  memoryMiB: 1024,
  diskGiB: 10,
});

function poolWith(...conditions: object[]): Pool {
  return poolSchema.parse({
    id: "lab",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: at(0),
    resources: {
      hosts: [host("h1", "R1"), host("h2", "R1"), host("h3", "R2")],
      storage: [{ id: "disks", name: "Disks", capacityGiB: 10, bandwidthMbps: 10 }],
    },
    conditions: conditions.map((one, index) =>
      Object.assign({ id: `c${index}`, kind: "draining", start: at(-1), end: null, by: "r" }, one),
    ),
  });
}

const rack = (id: string) => ({ sort: "rack", id });
const ENVIRONMENT = onThings({
  end: at(5),
  placement: { hosts: { a: "h1", b: "h2" }, switches: {}, storage: { v: "disks" } },
  status: [],
} as unknown as Parameters<typeof onThings>[0]);

it("says which of an environment's hosts go out of use while it is there, and why", () => {
  const pool = poolWith(
    { scope: { sort: "host", id: "h1" }, kind: "maintenance", start: at(2), end: at(9) },
    { scope: rack("R1"), why: "New floor" },
  );
  expect(outOfUse(ENVIRONMENT, pool, NOON)).toEqual([
    {
      words: "Draining of 2 hosts",
      detail:
        "Some of this runs on h1 and h2, out of use until a lab admin puts it back to use. New floor.",
      canMove: true,
    },
    {
      words: `Maintenance of h1 from ${localTime(at(2))}`,
      detail: `Some of this runs on h1, out of use until ${localTime(at(9))}.`,
      canMove: true,
    },
  ]);
});

it("is silent about what is elsewhere, after it, or over", () => {
  const pool = poolWith(
    { scope: rack("R2") },
    { scope: rack("R1"), start: at(6) },
    { scope: rack("R1"), start: at(-4), end: at(-3) },
  );
  expect(outOfUse(ENVIRONMENT, pool, NOON)).toEqual([]);
  expect(outOfUse(ENVIRONMENT, poolWith({ scope: rack("R1") }), NOON + 6 * 3_600_000)).toEqual([]);
});

it("tells what was decided of several things at once as one, and whether any of it can go elsewhere", () => {
  const sorts = { h1: "host", h2: "host", disks: "storage" };
  const why = "New floor";
  const several = Object.entries(sorts).map(([id, sort]) => ({ scope: { sort, id }, why }));
  expect(outOfUse(ENVIRONMENT, poolWith(...several), NOON)).toEqual([
    {
      words: "Draining of 2 hosts and 1 storage",
      detail:
        "Some of this is on h1, h2 and Disks, out of use until a lab admin puts it back to use. New floor.",
      canMove: true,
    },
  ]);
  const [ofStorage] = outOfUse(ENVIRONMENT, poolWith(several[2]!), NOON);
  expect(ofStorage).toMatchObject({ words: "Draining of Disks", canMove: false });
});
