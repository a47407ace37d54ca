import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import { sketch, type SketchExtras, type SketchNode } from "../design/sketch.ts";
import { poolResourcesSchema, type Pool } from "../pool/pool.ts";
import { checkPlacement } from "./check/check-placement.ts";
import { place } from "./place.ts";
import { refusalText } from "./refusals/refusal-text.ts";

const catalogue = starterCatalogue();
const window = { start: "2026-11-21T08:00:00.000Z", end: "2026-11-21T12:00:00.000Z" };
const size = { architecture: "amd64", cores: 16, memoryMiB: 65_536, diskGiB: 500 };

function poolOf(resources: object): Pool {
  return {
    id: "lab",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: window.start,
    conditions: [],
    resources: poolResourcesSchema.parse({ hosts: [], ...resources }),
  };
}

/** Two sites of two racks of two hosts: `a1-1` is the first host of rack 1 on site a. */
const hosts = ["a", "b"].flatMap((site) =>
  [1, 2].flatMap((rack) =>
    [1, 2].map((host) => {
      const id = `${site}${rack}-${host}`;
      const where = { site, rack: `r${rack}`, switch: `${site}${rack}` };
      return Object.assign({ id, name: id }, where, size);
    }),
  ),
);
const racks = poolOf({ hosts });

/** Where each instance stands; why not, where it stands nowhere. */
function hostsOf(
  nodes: Readonly<Record<string, SketchNode>>,
  pool: Pool = racks,
  links: readonly string[] = [],
  extras: SketchExtras = {},
): readonly string[] {
  const request = {
    design: sketch("Test", nodes, links, extras),
    catalogue,
    pool,
    window,
    held: [],
  };
  const placed = place(request);
  if (!placed.ok) return placed.error.map(refusalText);
  expect(checkPlacement(request, placed.value)).toEqual([]);
  return Object.values(placed.value.hosts).toSorted();
}

const machine = (count: number, more: object = {}): SketchNode => {
  return { kind: "machine", count, cores: 1, memoryMiB: 512, diskGiB: 1, ...more };
};
const distinct = (names: readonly string[], letters: number): number =>
  new Set(names.map((name) => name.slice(0, letters))).size;

describe("machines kept apart", () => {
  test("stand on as many hosts, racks and sites as there are of them", () => {
    expect(distinct(hostsOf({ web: machine(8, { apart: "host" }) }), 4)).toBe(8);
    expect(distinct(hostsOf({ web: machine(4, { apart: "rack" }) }), 2)).toBe(4);
    expect(distinct(hostsOf({ web: machine(4, { apart: "switch" }) }), 2)).toBe(4);
    expect(distinct(hostsOf({ web: machine(2, { apart: "site" }) }), 1)).toBe(2);
  });

  test("are refused where there are too few places, with the numbers", () => {
    expect(hostsOf({ web: machine(3, { apart: "site" }) })).toEqual([
      "web needs 3 different sites; the lab has 2 that suit",
    ]);
    expect(hostsOf({ web: machine(9, { apart: "host" }) })).toEqual([
      "web needs 9 different hosts; the lab has 8 that suit",
    ]);
  });

  test("by a group are kept apart from each other, whatever node they are of", () => {
    const nodes = { a: machine(2, { group: "g" }), b: machine(2, { group: "inner" }) };
    const groups = {
      g: { name: "Cluster", apart: "rack" },
      inner: { name: "Inner", parent: "g" },
    };
    expect(distinct(hostsOf(nodes, racks, [], { groups }), 2)).toBe(4);
  });
});

describe("machines kept together", () => {
  test("share a rack though their network would fit elsewhere better", () => {
    const nodes = { web: machine(6, { cores: 4, together: "rack" }) };
    expect(distinct(hostsOf(nodes), 2)).toBe(1);
  });

  test("and apart: two hosts of one rack", () => {
    const found = hostsOf({ web: machine(2, { apart: "host", together: "rack" }) });
    expect([distinct(found, 2), distinct(found, 4)]).toEqual([1, 2]);
  });

  test("under one switch that is not known stay on one site", () => {
    const unknown = hosts.map((host) => ({ ...host, switch: null }));
    const pool = poolOf({ hosts: unknown, weights: { spread: 10 } });
    const web = machine(6, { cores: 8, together: "switch" });
    expect(distinct(hostsOf({ web }, pool), 1)).toBe(1);
    expect(hostsOf({ web: machine(9, { cores: 8, together: "switch" }) }, pool)).toEqual([
      "web has to stand under one switch and needs 72 cores, 4.5 GiB, 9 GiB disk; the closest has 64 cores, 256 GiB, 1.95 TiB disk free",
    ]);
    expect(distinct(hostsOf({ web: machine(2, { apart: "switch" }) }, pool), 1)).toBe(2);
  });

  test("are refused where no place is large enough, with the numbers", () => {
    expect(hostsOf({ web: machine(5, { cores: 8, together: "rack" }) })).toEqual([
      "web has to stand in one rack and needs 40 cores, 2.5 GiB, 5 GiB disk; the closest has 32 cores, 128 GiB, 1000 GiB disk free",
    ]);
  });
});

describe("hosts", () => {
  test("that serve one machine at a time are taken whole", () => {
    const pool = poolOf({ hosts: hosts.map((host) => ({ ...host, exclusive: true })) });
    expect(distinct(hostsOf({ web: machine(8) }, pool), 4)).toBe(8);
    expect(hostsOf({ web: machine(9) }, pool)).toHaveLength(1);
  });

  test("are a machine's own where it asks for that", () => {
    const found = hostsOf({ own: machine(7, { wholeHost: true }), web: machine(9) });
    expect(distinct(found, 4)).toBe(8);
  });

  test("must have a port as wide as the widest link", () => {
    const links = ["web:nic lan:net bandwidthMbps=1500"];
    const nodes = { lan: { kind: "subnet" }, web: machine(2, { wholeHost: true }) };
    const wired = (ports: number): Pool =>
      poolOf({
        hosts: hosts.slice(0, 2).map((host) => Object.assign({ uplinkMbps: 4000, ports }, host)),
        switches: [{ id: "a1", name: "a1", ports: 48, speedMbps: 10_000 }],
      });
    expect(distinct(hostsOf(nodes, wired(2), links), 4)).toBe(2);
    expect(hostsOf(nodes, wired(4), links)).toEqual([
      "web needs 1.5 Gb/s on one port of its host, to lan; the widest free one that suits has 1 Gb/s",
    ]);
  });
});

describe("what the admin weighs", () => {
  const priced = hosts.map((host, index) => ({ ...host, hourlyCost: index === 5 ? 1 : 4 }));

  test("cheapest", () => {
    const pool = poolOf({ hosts: priced, weights: { cost: 5 } });
    expect(new Set(hostsOf({ web: machine(4) }, pool))).toEqual(new Set(["b1-2"]));
  });

  test("spread for resilience", () => {
    const pool = poolOf({ hosts, weights: { spread: 2, hosts: 0 } });
    expect(distinct(hostsOf({ web: machine(4) }, pool), 4)).toBe(4);
    expect(distinct(hostsOf({ web: machine(4) }), 4)).toBe(1);
  });

  test("hosts that nobody uses are left whole", () => {
    const design = sketch("Test", { web: machine(4) });
    const held = [{ resource: "lab/host/b2-1/cores", quantity: 1, window }];
    const pool = poolOf({ hosts, weights: { wholeHosts: 1 } });
    const placed = place({ design, catalogue, pool, window, held });
    expect(placed.ok && new Set(Object.values(placed.value.hosts))).toEqual(new Set(["b2-1"]));
  });
});

describe("why not", () => {
  const full = { kind: "machine", memoryMiB: 512, diskGiB: 1 };

  test("names only the machines that conflict with each other", () => {
    const nodes = { small: { ...full, cores: 1 }, a: { ...full, cores: 9, count: 3 } };
    const pool = poolOf({ hosts: hosts.slice(0, 2) });
    const request = { design: sketch("Test", nodes), catalogue, pool, window, held: [] };
    const placed = place(request);
    expect(placed.ok ? [] : placed.error).toMatchObject([
      { code: "hosts-fragmented", elements: ["a"], parameters: { machines: 3, hosts: 2 } },
    ]);
  });

  test("names what is scarce, not what happens to be short with it", () => {
    const able = hosts.map((host, index) =>
      Object.assign({ features: index < 2 ? ["gpu"] : [] }, host),
    );
    const nodes = {
      train: { ...full, cores: 8, count: 5, features: ["gpu"] },
      web: { ...full, cores: 1, count: 4 },
    };
    expect(hostsOf(nodes, poolOf({ hosts: able }))).toEqual([
      "Not enough amd64 gpu cores: 40 needed, 32 free",
    ]);
    expect(hostsOf({ own: machine(9, { wholeHost: true }) })).toEqual([
      "9 machines need one amd64 host each for themselves; 8 such hosts are free of others",
    ]);
  });
});
