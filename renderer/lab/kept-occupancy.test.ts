import { expect, it } from "vitest";
import { poolSchema } from "../../shared/pool/pool.ts";
import { keptOccupancy, keptWords } from "./kept-occupancy.ts";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-11-23T12:00:00.000Z");
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();
const scale = { from: NOON, step: HOUR, steps: 4 };

const host = (id: string, rack: string) => ({
  id,
  name: id,
  rack,
  architecture: "amd64",
  cores: 8,
  memoryMiB: 1024,
  diskGiB: 10,
});
const pool = poolSchema.parse({
  id: "p",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: at(0),
  conditions: [],
  resources: { hosts: [host("a", "R1"), host("b", "R1"), host("c", "R2")] },
});
const timeline = {
  pool: "p",
  at: at(0),
  window: { start: at(0), end: at(24) },
  held: [
    { resource: "p/host/a/cores", quantity: 8, window: { start: at(1), end: at(2.5) } },
    { resource: "p/vlan/7", quantity: 1, window: { start: at(0), end: at(4) } },
  ],
};

it("what was last known of who holds what is shown without a daemon, by rack and by host", () => {
  const racks = keptOccupancy(pool, timeline, "rack", scale);
  expect([...racks.known.values()]).toEqual([
    { key: "rack/R1", title: "R1", percent: [0, 50, 25, 0] },
    { key: "rack/R2", title: "R2", percent: [0, 0, 0, 0] },
  ]);
  const hosts = keptOccupancy(pool, timeline, "host", scale);
  expect([hosts.total, hosts.known.get(0)?.percent]).toEqual([3, [0, 100, 50, 0]]);
});

it("says of when that is, and where what is known ends", () => {
  expect(keptWords(timeline, scale, "09:30")).toBe("As last known, 09:30.");
  const shorter = { ...timeline, window: { start: at(0), end: at(2) } };
  expect(keptWords(shorter, scale, null)).toMatch(
    /^As last known, .+\. What is held after .+ is not known\.$/,
  );
});
