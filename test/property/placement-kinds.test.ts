import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Design } from "../../shared/design/design.ts";
import { sketch, type SketchExtras, type SketchNode } from "../../shared/design/sketch.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { Holding } from "../../shared/placement/placement.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { everyWay } from "../support/brute-force.ts";
import { plainCatalogue, poolOf } from "../support/pools.ts";

/** Seeds are kept, so that what failed once is tried for ever. */
const SEED = 20_261_121;
const RUNS = 150;
const LEVELS = ["host", "rack", "switch", "site"] as const;
const hour = (hours: number): string => new Date(Date.UTC(2026, 10, 21, hours)).toISOString();
const window = { start: hour(8), end: hour(12) };
const catalogue = plainCatalogue();

interface Host {
  readonly cores: number;
  readonly site?: string;
  readonly rack?: string;
  readonly switch?: string;
  readonly features?: string[];
  readonly exclusive?: boolean;
}

interface Node {
  readonly cores: number;
  readonly count: number;
  readonly wholeHost?: boolean;
  readonly features?: string[];
  readonly apart?: (typeof LEVELS)[number] | null;
  readonly together?: (typeof LEVELS)[number] | null;
  readonly group?: "g";
}

/** Of a host's cores, from one hour to another. */
interface Held {
  readonly host: number;
  readonly cores: number;
  readonly from: number;
  readonly hours: number;
}

interface Case {
  readonly hosts: readonly Host[];
  readonly nodes: readonly Node[];
  readonly held?: readonly Held[];
  readonly group?: Pick<Node, "apart" | "together">;
}

function poolWith(hosts: readonly Host[]): Pool {
  const rest = { architecture: "amd64" as const, memoryMiB: 1_048_576, diskGiB: 100_000 };
  return poolOf({
    hosts: hosts.map((host, index) => ({ id: `h${index}`, name: `h${index}`, ...rest, ...host })),
    switches: ["s", "t"].map((id) => ({ id, name: id, ports: 48, speedMbps: 1000 })),
  });
}

function designWith(nodes: readonly Node[], group: Case["group"]): Design {
  const own = nodes.map((node, index): [string, SketchNode] => [
    `m${index}`,
    { kind: "machine", machineType: "virtual", memoryMiB: 64, diskGiB: 1, ...node },
  ]);
  const asked = Object.entries(group ?? {}).filter(([, level]) => level !== null);
  const extras: SketchExtras = {
    groups: { g: { name: "G", ...Object.fromEntries(asked) } },
  };
  return sketch("Random", Object.fromEntries(own), [], extras);
}

const placeOf = (host: Host, index: number, level: (typeof LEVELS)[number]): string =>
  ({
    host: String(index),
    rack: `${host.site} ${host.rack}`,
    switch: String(host.switch),
    site: String(host.site),
  })[level];

/** Whether any way of putting every machine on a host is right, by the plainest reckoning there is. */
function exists({ hosts, nodes, held = [], group = {} }: Case): boolean {
  const machines = nodes.flatMap((node, index) =>
    Array.from({ length: node.count }, () => Object.assign({ index }, node)),
  );
  const stands = (
    chosen: readonly number[],
    { apart, together }: Pick<Node, "apart" | "together">,
  ) => {
    const at = (level: (typeof LEVELS)[number]) =>
      chosen.map((host) => placeOf(hosts[host]!, host, level));
    return (
      (apart === null || apart === undefined || new Set(at(apart)).size === chosen.length) &&
      (together === null || together === undefined || new Set(at(together)).size <= 1)
    );
  };
  const taken = (host: number): number => {
    const during = held.filter(
      (one) => one.host === host && one.from < 12 && one.from + one.hours > 8,
    );
    const at = (instant: number): number =>
      during
        .filter((one) => one.from <= instant && instant < one.from + one.hours)
        .reduce((sum, one) => sum + one.cores, 0);
    return Math.max(0, ...[8, 9, 10, 11].map(at));
  };
  const holds = (host: Host, index: number, chosen: readonly number[]): boolean => {
    const on = machines.filter((_, machine) => chosen[machine] === index);
    if (on.length === 0) return true;
    const able = on.every(({ features = [] }) =>
      features.every((feature) => host.features?.includes(feature)),
    );
    const used = on.reduce((sum, { cores }) => sum + cores, 0);
    const takesAll = host.exclusive === true || on.some(({ wholeHost }) => wholeHost);
    const alone = !takesAll || (on.length === 1 && taken(index) === 0);
    return able && alone && used + taken(index) <= host.cores;
  };
  for (const chosen of everyWay(machines.length, hosts.length)) {
    const right =
      hosts.every((host, index) => holds(host, index, chosen)) &&
      nodes.every((node, index) =>
        stands(
          chosen.filter((_, machine) => machines[machine]!.index === index),
          node,
        ),
      ) &&
      stands(
        chosen.filter((_, machine) => machines[machine]!.group === "g"),
        group,
      );
    if (right) return true;
  }
  return false;
}

/** Placed exactly where there is a way, rightly, and both often enough to mean something. */
function agrees(cases: fc.Arbitrary<Case>, failedOnce: readonly Case[] = []): void {
  const outcomes = { placed: 0, refused: 0 };
  fc.assert(
    fc.property(cases, (one) => {
      fc.pre(one.nodes.reduce((sum, { count }) => sum + count, 0) <= 5);
      const held = (one.held ?? []).map(({ host, cores, from, hours }): Holding => {
        const resource = `lab/host/h${host % one.hosts.length}/cores`;
        return {
          resource,
          quantity: cores,
          window: { start: hour(from), end: hour(from + hours) },
        };
      });
      const spread = one.held?.map((own) => ({ ...own, host: own.host % one.hosts.length }));
      const design = designWith(one.nodes, one.group);
      const request = { design, pool: poolWith(one.hosts), catalogue, window, held };
      const placed = place(request);
      expect(placed.ok).toBe(exists({ ...one, ...(spread && { held: spread }) }));
      outcomes[placed.ok ? "placed" : "refused"] += 1;
      if (placed.ok) expect(checkPlacement(request, placed.value)).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED, examples: failedOnce.map((one): [Case] => [one]) },
  );
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(RUNS / 10);
}

const cores = fc.integer({ min: 1, max: 4 });
const count = fc.integer({ min: 1, max: 3 });
const level = fc.constantFrom(...LEVELS, null);
const nodesOf = (more: object = {}) =>
  fc.array(fc.record({ cores, count, ...more }) as fc.Arbitrary<Node>, {
    minLength: 1,
    maxLength: 3,
  });
const hostsOf = (more: object = {}) =>
  fc.array(fc.record({ cores: fc.integer({ min: 2, max: 6 }), ...more }) as fc.Arbitrary<Host>, {
    minLength: 1,
    maxLength: 4,
  });
const somewhere = {
  site: fc.constantFrom("x", "y"),
  rack: fc.constantFrom("1", "2"),
  switch: fc.constantFrom("s", "t"),
};

describe("small random designs are placed exactly where trying every way finds one", () => {
  test("sites", () => {
    const at = fc.constantFrom("site" as const, null);
    const nodes = nodesOf({ apart: at, together: at, group: fc.constantFrom("g", undefined) });
    const group = fc.record({ together: at });
    agrees(fc.record({ hosts: hostsOf({ site: fc.constantFrom("x", "y", "z") }), nodes, group }));
  });

  test("affinity", () => {
    const nodes = nodesOf({ together: level, group: fc.constantFrom("g", undefined) });
    agrees(fc.record({ hosts: hostsOf(somewhere), nodes, group: fc.record({ together: level }) }));
  });

  test("anti-affinity", () => {
    const nodes = nodesOf({ apart: level, group: fc.constantFrom("g", undefined) });
    agrees(fc.record({ hosts: hostsOf(somewhere), nodes, group: fc.record({ apart: level }) }));
  });

  test("both at once", () => {
    const nodes = nodesOf({ apart: level, together: level });
    agrees(fc.record({ hosts: hostsOf(somewhere), nodes }));
  });

  test("time windows", () => {
    const one = fc.record({
      host: fc.nat(3),
      cores: fc.integer({ min: 1, max: 2 }),
      // Before, after, across and within the window, some touching it.
      from: fc.integer({ min: 4, max: 13 }),
      hours: fc.integer({ min: 1, max: 6 }),
    });
    const held = fc.array(one, { maxLength: 6 });
    agrees(fc.record({ hosts: hostsOf(), nodes: nodesOf(), held }));
  });

  test("exclusive hosts and shared ones", () => {
    const nodes = nodesOf({ wholeHost: fc.boolean() });
    const one = fc.record({
      host: fc.nat(3),
      cores: fc.constant(1),
      from: fc.constant(9),
      hours: fc.constant(1),
    });
    const held = fc.array(one, { maxLength: 1 });
    // Two hosts of one size, of which only the one may be shared.
    const alike = {
      hosts: [{ cores: 6 }, { cores: 6, exclusive: true }, { cores: 2 }],
      nodes: [
        { cores: 1, count: 2, wholeHost: true },
        { cores: 1, count: 3 },
      ],
    };
    agrees(fc.record({ hosts: hostsOf({ exclusive: fc.boolean() }), nodes, held }), [alike]);
  });

  test("features", () => {
    const features = fc.subarray(["gpu", "sriov", "nested"]);
    agrees(fc.record({ hosts: hostsOf({ features }), nodes: nodesOf({ features }) }));
  });
});

describe("what is counted out of a list fits exactly where there is enough of it all through the window", () => {
  const others = fc.array(
    fc.record({
      which: fc.nat(5),
      from: fc.integer({ min: 4, max: 13 }),
      hours: fc.integer({ min: 1, max: 6 }),
    }),
    { maxLength: 5 },
  );
  type Others = typeof others extends fc.Arbitrary<infer T> ? T : never;
  const during = (list: Others): Others =>
    list.filter(({ from, hours }) => from < 12 && from + hours > 8);
  const hosts = [{ cores: 64 }];

  function fits(design: Design, more: object, resources: readonly string[], list: Others): boolean {
    const pool = poolWith(hosts);
    const held = list.flatMap(({ which, from, hours }): Holding[] => {
      const resource = resources[which % resources.length];
      const time = { start: hour(from), end: hour(from + hours) };
      return resource === undefined ? [] : [{ resource, quantity: 1, window: time }];
    });
    const all = { ...pool, resources: { ...pool.resources, ...more } };
    const request = { design, pool: all, catalogue, window, held };
    const placed = place(request);
    if (placed.ok) expect(checkPlacement(request, placed.value)).toEqual([]);
    return placed.ok;
  }

  function both(property: (outcome: (fits: boolean) => void) => void): void {
    const outcomes = { fits: 0, not: 0 };
    property((one) => (outcomes[one ? "fits" : "not"] += 1));
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(RUNS / 10);
  }

  test("licences, by their seats and terms", () => {
    const seats = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });
    const until = fc.constantFrom(null, hour(11), hour(12), hour(13));
    both((outcome) => {
      fc.assert(
        fc.property(
          seats,
          fc.integer({ min: 0, max: 8 }),
          until,
          others,
          (wanted, owned, end, list) => {
            const nodes = wanted.map((own, index): [string, SketchNode] => [
              `l${index}`,
              { kind: "licence", product: "office", seats: own },
            ]);
            const more = { seats: [{ product: "office", seats: owned, until: end }] };
            const design = sketch("Seats", Object.fromEntries(nodes));
            const found = fits(design, more, ["lab/seats/office"], list);
            const peak = Math.max(
              ...[8, 9, 10, 11].map(
                (at) => list.filter(({ from, hours }) => from <= at && at < from + hours).length,
              ),
            );
            const needed = wanted.reduce((sum, own) => sum + own, 0);
            expect(found).toBe(needed + peak <= owned && end !== hour(11));
            outcome(found);
          },
        ),
        { numRuns: RUNS, seed: SEED },
      );
    });
  });

  test("addresses", () => {
    const addresses = Array.from({ length: 5 }, (_, index) => `192.0.2.${index + 1}`);
    both((outcome) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 4 }),
          fc.subarray(addresses),
          others,
          (links, owned, list) => {
            const nodes: Record<string, SketchNode> = { world: { kind: "internet" } };
            const routers = Array.from({ length: links }, (_, index) => `r${index}`);
            for (const id of routers) nodes[id] = { kind: "router", operatingSystem: "debian-13" };
            const design = sketch(
              "Out",
              nodes,
              routers.map((id) => `${id}:nic world:net`),
            );
            const names = addresses.map((address) => `lab/address/${address}`);
            const found = fits(design, { outsideAddresses: owned }, names, list);
            const taken = new Set(during(list).map(({ which }) => addresses[which % 5]));
            expect(found).toBe(owned.filter((address) => !taken.has(address)).length >= links);
            outcome(found);
          },
        ),
        { numRuns: RUNS, seed: SEED },
      );
    });
  });

  test("VLANs, with a wish of some", () => {
    const wishes = fc.array(fc.constantFrom(null, 100, 102, 700), { minLength: 1, maxLength: 4 });
    both((outcome) => {
      fc.assert(
        fc.property(wishes, fc.integer({ min: 1, max: 5 }), others, (wanted, many, list) => {
          const nodes = wanted.map((vlan, index): [string, SketchNode] => [
            `lan${index}`,
            { kind: "subnet", cidr: `10.0.${index}.0/24`, ...(vlan !== null && { vlan }) },
          ]);
          const design = sketch("Lans", Object.fromEntries(nodes));
          const names = Array.from({ length: many }, (_, index) => `lab/vlan/${100 + index}`);
          // One range or two: all the same.
          const split = Math.ceil(many / 2);
          const vlans = [
            { first: 100, last: 99 + split },
            ...(many > split ? [{ first: 100 + split, last: 99 + many }] : []),
          ];
          const found = fits(design, { vlans }, names, list);
          const taken = new Set(during(list).map(({ which }) => which % many));
          expect(found).toBe(many - taken.size >= wanted.length);
          outcome(found);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });
  });
});
