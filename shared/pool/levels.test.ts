import { expect, test } from "vitest";
import { allAtOnce } from "../base/steps.ts";
import { starterCatalogue } from "../catalogue/starter.ts";
import { levelOf, supplies } from "./levels.ts";
import { poolResourcesSchema, resourceIds, type Pool } from "./pool.ts";

const host = (id: string, architecture: string, more: object = {}) => ({
  id,
  name: id,
  architecture,
  cores: 10,
  memoryMiB: 100_000,
  diskGiB: 1000,
  ...more,
});
const pool: Pool = {
  id: "p",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: "2026-01-01T00:00:00.000Z",
  conditions: [],
  resources: poolResourcesSchema.parse({
    hosts: [host("a", "amd64"), host("b", "amd64"), host("c", "arm64")],
    storage: [{ id: "ssd", name: "Fast", capacityGiB: 50, bandwidthMbps: 1 }],
    seats: [
      { product: "cad", seats: 2 },
      { product: "none", seats: 0 },
    ],
    vlans: [{ first: 10, last: 12 }],
    outsideAddresses: ["203.0.113.1"],
  }),
};
const look = (of: Pool, held: Readonly<Record<string, number>> = {}) =>
  Object.fromEntries(
    allAtOnce(supplies(of, starterCatalogue(), (resource) => held[resource] ?? 0, 0)).map((one) => [
      one.id,
      `${one.held} of ${one.capacity}`,
    ]),
  );

test("everything that can run out is counted; what there never was is not", () => {
  const held = {
    [resourceIds.host("p", "a", "cores")]: 10,
    [resourceIds.seats("p", "cad")]: 2,
    [resourceIds.vlan("p", 11)]: 1,
  };
  expect(look(pool, held)).toEqual({
    "machines/amd64": "1 of 2",
    "machines/arm64": "0 of 1",
    cores: "10 of 30",
    memoryMiB: "0 of 300000",
    diskGiB: "0 of 3000",
    "storage/ssd": "0 of 50",
    "seats/cad": "2 of 2",
    vlan: "1 of 3",
    address: "0 of 1",
  });
});

test("what is out of use has nothing to give, and is not forgotten", () => {
  const [a, b] = pool.resources.hosts;
  const arm = host("c", "arm64", { state: "down" });
  const down = poolResourcesSchema.parse({ ...pool.resources, hosts: [a, b, arm] });
  const found = look({ ...pool, resources: down });
  expect(found["machines/arm64"]).toBe("1 of 1");
  expect(found["cores"]).toBe("0 of 20");
});

test("nearly, exhausted, and ample again only when there is some more", () => {
  const at = (held: number, before: "ample" | "nearly" | "exhausted") =>
    levelOf({ id: "x", title: "X", held, capacity: 100 }, before);
  expect(at(89, "ample")).toBe("ample");
  expect(at(90, "ample")).toBe("nearly");
  expect(at(100, "nearly")).toBe("exhausted");
  expect(at(86, "exhausted")).toBe("nearly");
  expect(at(84, "nearly")).toBe("ample");
  expect(levelOf({ id: "x", title: "X", held: 0, capacity: 0 }, "ample")).toBe("exhausted");
});
