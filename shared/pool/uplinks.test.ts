import { expect, test } from "vitest";
import { capacities, poolResourcesSchema, type Pool } from "./pool.ts";
import { furtherUplinks } from "./uplinks.ts";

const end = (item: string, port = "") => ({ item, port });
const size = { architecture: "amd64", cores: 4, memoryMiB: 1024, diskGiB: 10, uplinkMbps: 1000 };
const resources = poolResourcesSchema.parse({
  hosts: ["h1", "h2"].map((id) => Object.assign({ id, name: id, switch: "a" }, size)),
  switches: ["a", "b", "c"].map((id) => ({ id, name: id, ports: 8, speedMbps: 10_000 })),
  cables: [
    { from: end("h1", "eth1"), to: end("b", "1"), speedMbps: 1000 },
    { from: end("b", "2"), to: end("h1", "eth2"), speedMbps: 400 },
    { from: end("h1", "eth3"), to: end("c", "1"), speedMbps: 500 },
    // To its own switch, without a speed, between switches, and to nobody.
    { from: end("h1", "eth0"), to: end("a", "1"), speedMbps: 1000 },
    { from: end("h2", "eth1"), to: end("b", "3") },
    { from: end("a", "8"), to: end("b", "8"), speedMbps: 10_000 },
    { from: end("h2", "eth2"), to: end("gone", "1"), speedMbps: 1000 },
  ],
});

test("cables with a speed from a host to another switch than its own are further uplinks", () => {
  expect([...furtherUplinks(resources)]).toEqual([
    [
      "h1",
      [
        { switch: "b", mbps: 1400, widestMbps: 1000 },
        { switch: "c", mbps: 500, widestMbps: 500 },
      ],
    ],
  ]);
});

test("they can be held like all of a host, and not of one that is down", () => {
  const pool = (state: "up" | "down"): Pool => {
    const hosts = resources.hosts.map((host) => ({ ...host, state }));
    const about = { id: "lab", name: "Lab", driver: "simulated", refreshedAt: "" };
    return { ...about, state: "online", conditions: [], resources: { ...resources, hosts } };
  };
  const further = (state: "up" | "down") =>
    capacities(pool(state)).filter(({ resource }) => /uplinkMbps\/./.test(resource));
  expect(further("up")).toEqual([
    { resource: "lab/host/h1/uplinkMbps/b", capacity: 1400 },
    { resource: "lab/host/h1/uplinkMbps/c", capacity: 500 },
  ]);
  expect(further("down").map(({ capacity }) => capacity)).toEqual([0, 0]);
});
