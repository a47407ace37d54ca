import fc from "fast-check";
import { expect, test } from "vitest";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { Refusal } from "../../shared/placement/placement.ts";
import { everyWay } from "../support/brute-force.ts";
import { plainCatalogue, poolOf } from "../support/pools.ts";

// A cluster: bare cables end at a host, and storage is each host's own unless there is some for all.

/** Seeds are kept, so that what failed once is tried for ever. */
const SEED = 20_261_123;
const RUNS = 1000;
const catalogue = plainCatalogue();
const window = { start: "2026-11-21T08:00:00.000Z", end: "2026-11-21T12:00:00.000Z" };
const GIB = 10;

interface Node {
  readonly cores: number;
  readonly count: number;
}

interface Volume {
  readonly count: number;
  /** Nodes that attach it, by their numbers. */
  readonly by: readonly number[];
}

interface Case {
  readonly hosts: readonly number[];
  readonly nodes: readonly Node[];
  /** Pairs of nodes, by their numbers. */
  readonly cables: readonly (readonly [number, number])[];
  readonly volumes: readonly Volume[];
  /** So many volumes go into storage that all hosts reach; null where there is none. */
  readonly shared: number | null;
}

const MACHINE = { kind: "machine", machineType: "virtual", memoryMiB: 64, diskGiB: 1 } as const;

function requestOf({ hosts, nodes, cables, volumes, shared }: Case) {
  const drawn: [string, SketchNode][] = [
    ...nodes.map((node, index): [string, SketchNode] => [`m${index}`, { ...MACHINE, ...node }]),
    ...volumes.map(({ count }, index): [string, SketchNode] => [
      `v${index}`,
      { kind: "storage", capacityGiB: GIB, bandwidthMbps: 1, count },
    ]),
  ];
  const links = [
    ...cables.map(([a, b]) => `m${a}:nic m${b}:nic`),
    ...volumes.flatMap(({ by }, index) => by.map((node) => `m${node}:disk v${index}:attach`)),
  ];
  const own = { id: "own", name: "Own", capacityGiB: 1000, bandwidthMbps: 1000, local: true };
  const all = { id: "all", name: "All", capacityGiB: (shared ?? 0) * GIB, bandwidthMbps: 1000 };
  const size = { architecture: "amd64" as const, memoryMiB: 1_048_576, diskGiB: 100_000 };
  const pool = poolOf({
    hosts: hosts.map((cores, index) => ({ id: `h${index}`, name: `h${index}`, cores, ...size })),
    cablesEndAtHost: true,
    storage: shared === null ? [own] : [own, all],
  });
  return {
    design: sketch("Random", Object.fromEntries(drawn), links),
    catalogue,
    pool,
    window,
    held: [],
  };
}

/** Per volume that several machines attach: these machines, as node and ordinal. */
function sharing({ nodes, volumes }: Case): readonly (readonly string[])[] {
  return volumes.flatMap(({ count, by }) => {
    const machines = Array.from({ length: count }, () => new Set<string>());
    for (const node of by) {
      const own = nodes[node]!.count;
      for (let at = 0; at < Math.max(own, count); at++)
        machines[at % count]!.add(`${node} ${at % own}`);
    }
    return machines.filter(({ size }) => size > 1).map((some) => Array.from(some));
  });
}

/** Whether any way of putting every machine on a host is right, by the plainest reckoning there is. */
function exists(one: Case): boolean {
  const { hosts, nodes, cables, shared } = one;
  const together = sharing(one);
  if (shared !== null && together.length > shared) return false;
  const machines = nodes.flatMap(({ cores, count }, node) =>
    Array.from({ length: count }, (_, ordinal) => ({ node, cores, name: `${node} ${ordinal}` })),
  );
  for (const chosen of everyWay(machines.length, hosts.length)) {
    const isOnOne = (isMeant: (machine: (typeof machines)[number]) => boolean): boolean =>
      new Set(chosen.filter((_, at) => isMeant(machines[at]!))).size <= 1;
    const right =
      hosts.every((room, host) => {
        const on = machines.filter((_, at) => chosen[at] === host);
        return on.reduce((sum, { cores }) => sum + cores, 0) <= room;
      }) &&
      cables.every((ends) => isOnOne(({ node }) => ends.includes(node))) &&
      (shared !== null || together.every((some) => isOnOne(({ name }) => some.includes(name))));
    if (right) return true;
  }
  return false;
}

/** Only the machines that a refusal names, with what joins them to each other. */
function namedIn(one: Case, { elements }: Refusal): Case {
  const kept = one.nodes.flatMap((_, index) => (elements.includes(`m${index}`) ? [index] : []));
  return {
    ...one,
    nodes: kept.map((index) => one.nodes[index]!),
    cables: one.cables
      .filter((ends) => ends.every((end) => kept.includes(end)))
      .map(([a, b]) => [kept.indexOf(a), kept.indexOf(b)]),
    volumes: one.volumes.map(({ count, by }) => {
      return {
        count,
        by: by.filter((node) => kept.includes(node)).map((node) => kept.indexOf(node)),
      };
    }),
  };
}

const cases: fc.Arbitrary<Case> = fc
  .array(
    fc.record({ cores: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 1, maxLength: 4 },
  )
  .filter((nodes) => nodes.reduce((sum, { count }) => sum + count, 0) <= 6)
  .chain((nodes) => {
    const node = fc.nat(nodes.length - 1);
    return fc.record({
      nodes: fc.constant(nodes),
      hosts: fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 3 }),
      cables: fc
        .array(fc.tuple(node, node), { maxLength: 2 })
        .map((all) => all.filter(([a, b]) => a !== b)),
      volumes: fc.array(
        fc.record({
          count: fc.integer({ min: 1, max: 3 }),
          by: fc.uniqueArray(node, { maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
      shared: fc.constantFrom(null, null, 0, 1, 9),
    });
  });

/** One end of the cable finds no host by itself: the other does. */
const LOST_AN_END: Case = {
  nodes: [
    { cores: 2, count: 2 },
    { cores: 4, count: 1 },
  ],
  hosts: [2, 2],
  cables: [[0, 1]],
  volumes: [],
  shared: null,
};

test("small random designs in a cluster are placed exactly where trying every way finds one", () => {
  const outcomes = { placed: 0, refused: 0 };
  fc.assert(
    fc.property(cases, (one) => {
      const request = requestOf(one);
      const placed = place(request);
      expect(placed.ok).toBe(exists(one));
      outcomes[placed.ok ? "placed" : "refused"] += 1;
      const refusals = placed.ok ? [] : placed.error;
      if (placed.ok) expect(checkPlacement(request, placed.value)).toEqual([]);
      for (const refusal of refusals.filter(({ code }) => !code.includes("storage")))
        expect(exists(namedIn(one, refusal))).toBe(false);
    }),
    { numRuns: RUNS, seed: SEED, examples: [[LOST_AN_END]] },
  );
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(RUNS / 10);
});
