import { expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import { poolResourcesSchema, type Pool } from "../pool/pool.ts";
import { checkPlacement } from "./check/check-placement.ts";
import { place, refusalsOfCopies } from "./place.ts";
import type { Kept, PlacementRequest } from "./placement.ts";
import { refusalText } from "./refusals/refusal-text.ts";

// A cluster whose bare cables end at the member that they are on, and whose storage is each member's own.

const catalogue = starterCatalogue();
const window = { start: "2026-11-21T08:00:00.000Z", end: "2026-11-21T12:00:00.000Z" };
const size = { architecture: "amd64", memoryMiB: 65_536, diskGiB: 500 };
const OWN = { id: "own", name: "Own disks", capacityGiB: 100, bandwidthMbps: 1000, local: true };
const ALL = { id: "all", name: "Ceph", capacityGiB: 100, bandwidthMbps: 1000 };

/** Hosts of so many cores. */
function clusterOf(cores: readonly number[], more: object = { storage: [OWN] }): Pool {
  const hosts = cores.map((own, index) => {
    const id = `host-${index + 1}`;
    return { id, name: id, cores: own, ...size };
  });
  return {
    id: "lab",
    name: "Lab",
    driver: "incus",
    state: "online",
    refreshedAt: window.start,
    conditions: [],
    resources: poolResourcesSchema.parse({ hosts, cablesEndAtHost: true, ...more }),
  };
}

const machine = (cores: number, count = 1): SketchNode => {
  return { kind: "machine", count, cores, memoryMiB: 512, diskGiB: 1 };
};
const volume = (count = 1): SketchNode => {
  return { kind: "storage", capacityGiB: 10, bandwidthMbps: 100, count };
};

function requestOf(
  nodes: Readonly<Record<string, SketchNode>>,
  links: readonly string[],
  pool: Pool,
  kept?: Kept,
): PlacementRequest {
  const design = sketch("Test", nodes, links);
  return { design, catalogue, pool, window, held: [], ...(kept && { kept }) };
}

/** Where each instance and volume is; why not, where there is no way. */
function placed(...asked: Parameters<typeof requestOf>): readonly string[] {
  const request = requestOf(...asked);
  const answer = place(request);
  if (!answer.ok) return answer.error.map(refusalText);
  expect(checkPlacement(request, answer.value)).toEqual([]);
  const { hosts, storage } = answer.value;
  return [...Object.entries(hosts), ...Object.entries(storage)].map((one) => one.join(" "));
}

const PAIR = { a: machine(4), b: machine(4) };
const CABLE = ["a:nic b:nic"];

test("machines at the ends of a bare cable stand on one host, or it is said why that is none", () => {
  expect(placed(PAIR, CABLE, clusterOf([6, 6, 8]))).toEqual(["a.1 host-3", "b.1 host-3"]);
  expect(placed(PAIR, CABLE, clusterOf([6, 6]))).toEqual([
    "a – b is a bare cable, and none leaves a host of this lab: the machines at its ends need 8 cores, 1 GiB, 2 GiB disk on one host; the closest has 6 cores, 64 GiB, 500 GiB disk free. A subnet instead may join several hosts",
  ]);
  const lan: Readonly<Record<string, SketchNode>> = {
    ...PAIR,
    lan: { kind: "subnet", cidr: "10.0.0.0/24" },
  };
  const vlans = { storage: [OWN], vlans: [{ first: 1, last: 9 }] };
  expect(placed(lan, ["a:nic lan:net", "b:nic lan:net"], clusterOf([6, 6], vlans))).toHaveLength(2);
  const anywhere = { storage: [OWN], cablesEndAtHost: false };
  expect(placed(PAIR, CABLE, clusterOf([6, 6], anywhere))).toHaveLength(2);
});

test("a cable joins all machines of both nodes, and a chain of cables all of them", () => {
  const many = { a: machine(2, 2), b: machine(2, 2) };
  expect(new Set(placed(many, CABLE, clusterOf([6, 8])).map((one) => one.slice(-1)))).toEqual(
    new Set(["2"]),
  );
  const chain = { a: machine(3), b: machine(3), c: machine(3) };
  const links = ["a:nic b:nic", "b:nic c:nic"];
  expect(placed(chain, links, clusterOf([9, 6]))).toHaveLength(3);
  expect(placed(chain, links, clusterOf([8, 6])).join()).toContain(
    "with those at the ends of a – b and b – c on one host, since no bare cable of this lab leaves one",
  );
});

test("machines that share a volume stand on one host where all storage is each host's own", () => {
  const shared = { ...PAIR, data: volume() };
  const links = ["a:disk data:attach", "b:disk data:attach"];
  expect(placed(shared, links, clusterOf([6, 8]))).toEqual([
    "a.1 host-2",
    "b.1 host-2",
    "data.1 own",
  ]);
  expect(placed(shared, links, clusterOf([6, 6]))).toEqual([
    "data is in storage that each host of this lab has for itself: the machines that share it need 8 cores, 1 GiB, 2 GiB disk on one host; the closest has 6 cores, 64 GiB, 500 GiB disk free. With a volume each they may stand apart",
  ]);
  const alone = { a: machine(4, 2), data: volume(2) };
  expect(placed(alone, ["a:disk data:attach"], clusterOf([6, 6]))).toHaveLength(4);
});

test("of machines dealt out to several volumes only those of one volume stand together", () => {
  const four = { a: machine(3, 4), data: volume(2) };
  const hosts = placed(four, ["a:disk data:attach"], clusterOf([6, 6])).slice(0, 4);
  expect(new Set([hosts[0], hosts[2]].map((one) => one?.slice(-1))).size).toBe(1);
  expect(new Set([hosts[1], hosts[3]].map((one) => one?.slice(-1))).size).toBe(1);
  expect(placed(four, ["a:disk data:attach"], clusterOf([9, 3])).join()).toContain(
    "with those that share data on one host",
  );
});

test("a shared volume goes into storage that all hosts reach, and one that is there already stays", () => {
  const shared = { ...PAIR, data: volume() };
  const links = ["a:disk data:attach", "b:disk data:attach"];
  const both = clusterOf([6, 6, 8], { storage: [OWN, ALL] });
  expect(placed(shared, links, both)).toContain("data.1 all");
  const nothing = { hosts: {}, switches: {}, vlans: {}, outsideAddresses: {}, claims: [] };
  const kept = { ...nothing, storage: { "data.1": "own" } };
  expect(placed(shared, links, both, kept)).toEqual(["a.1 host-3", "b.1 host-3", "data.1 own"]);
});

test("copies of a design are each confined by themselves", () => {
  const request = requestOf(PAIR, CABLE, clusterOf([8, 8]));
  expect(refusalsOfCopies(request, 2)).toEqual([]);
  expect(refusalsOfCopies(request, 3)).not.toEqual([]);
  expect(refusalsOfCopies(requestOf(PAIR, CABLE, clusterOf([4, 12])), 2)).not.toEqual([]);
});
