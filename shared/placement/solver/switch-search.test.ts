import fc from "fast-check";
import { expect, test } from "vitest";
import { lesserSide } from "./lan-loads.ts";
import type { HostGrid, ItemNetwork, MappingProblem } from "./problem.ts";
import { SwitchSearch } from "./switch-search.ts";

/** Switches below a hub without hosts, each with so many hosts and so much free on its trunk; one may hang on another. */
function gridOf(
  hosts: readonly number[],
  trunks: readonly number[],
  last: "hub" | "first",
): HostGrid {
  const switchOf = hosts.flatMap((count, at) => Array.from({ length: count }, () => at + 1));
  const count = switchOf.length;
  const parent = [-1, ...hosts.map(() => 0)];
  if (last === "first") parent[hosts.length] = 1;
  const firstHost = [0];
  for (const own of [0, ...hosts]) firstHost.push((firstHost.at(-1) ?? 0) + own);
  return {
    hosts: count,
    free: new Float64Array(count).fill(8),
    parts: 1,
    whole: new Uint8Array(count).fill(1),
    single: new Uint8Array(count),
    uplinkFree: new Float64Array(count).fill(1000),
    homes: null,
    price: new Float64Array(count),
    switchOf: Int32Array.from(switchOf),
    firstHost: Int32Array.from(firstHost),
    hostsBySwitch: Int32Array.from(switchOf.keys()),
    parent: Int32Array.from(parent),
    depth: Int32Array.from(parent, (above) => (above === -1 ? 0 : above + 1)),
    trunkFree: Float64Array.from([0, ...trunks]),
  };
}

/** Items with a host each for themselves; the first few suit only the hosts of even numbers. */
function problemOf(grid: HostGrid, items: number, picky: number, networks: ItemNetwork[]) {
  const suits = [
    Uint8Array.from({ length: grid.hosts }, () => 1),
    Uint8Array.from({ length: grid.hosts }, (_, host) => (host + 1) % 2),
  ];
  const signs = Array.from({ length: items }, (_, item) => {
    const own = networks.map(({ members, mbps }) => mbps[members.indexOf(item)]);
    return `${item < picky} ${own.join()}`;
  });
  return {
    grid,
    shapes: suits.map((own) => ({ amounts: Float64Array.of(1), exclusive: true, suits: own })),
    shapeOf: Int32Array.from({ length: items }, (_, item) => (item < picky ? 1 : 0)),
    twinOf: Int32Array.from({ length: items }, (_, item) => signs.indexOf(signs[item]!)),
    stays: new Int32Array(items).fill(-1),
    networks,
    rules: [],
    isPriced: false,
    trunkWeight: 1,
  } satisfies MappingProblem;
}

/** Whether any way of putting each item on a host of its own overbooks no trunk. */
function isThereAWay({ grid, shapes, shapeOf, networks }: MappingProblem): boolean {
  const hostOf: number[] = [];
  const isBelow = (host: number, trunk: number): boolean => {
    for (let at = grid.switchOf[host]!; at !== -1; at = grid.parent[at]!)
      if (at === trunk) return true;
    return false;
  };
  const isSound = (): boolean =>
    [...grid.parent.keys()].slice(1).every((trunk) => {
      const load = networks.reduce((sum, { members, mbps }) => {
        const below = mbps.filter((_, index) => isBelow(hostOf[members[index]!]!, trunk));
        const add = (list: Float64Array): number => list.reduce((all, one) => all + one, 0);
        return sum + lesserSide(add(below), add(mbps));
      }, 0);
      return load <= grid.trunkFree[trunk]!;
    });
  const place = (item: number): boolean => {
    if (item === shapeOf.length) return isSound();
    return Array.from(grid.switchOf.keys()).some((host) => {
      if (hostOf.slice(0, item).includes(host) || shapes[shapeOf[item]!]!.suits[host] === 0)
        return false;
      hostOf[item] = host;
      return place(item + 1);
    });
  };
  return place(0);
}

const ITEMS = 5;

/** Pairs of items, those of an item with itself left out, and a network of all if there is one. */
function networksOf(
  pairs: readonly (readonly [number, number, number])[],
  lan: readonly number[],
): ItemNetwork[] {
  const links = pairs
    .filter(([a, b]) => a !== b)
    .map(([a, b, mbps]) => ({ members: Int32Array.of(a, b), mbps: Float64Array.of(mbps, mbps) }));
  if (lan.length === 0) return links;
  return [...links, { members: Int32Array.from(lan.keys()), mbps: Float64Array.from(lan) }];
}

const questions = fc.record({
  hosts: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 3 }),
  trunks: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
  last: fc.constantFrom("hub" as const, "first" as const),
  picky: fc.nat(2),
  pairs: fc.array(fc.tuple(fc.nat(ITEMS - 1), fc.nat(ITEMS - 1), fc.integer({ min: 1, max: 2 })), {
    minLength: 2,
    maxLength: 8,
  }),
  lan: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: ITEMS, maxLength: ITEMS }),
  hasLan: fc.boolean(),
});

test("finds a way where there is one, and proves that there is none where there is none", () => {
  const seen = { way: 0, none: 0 };
  fc.assert(
    fc.property(questions, ({ hosts, trunks, last, picky, pairs, lan, hasLan }) => {
      const networks = networksOf(pairs, hasLan ? lan : []);
      const grid = gridOf(hosts, trunks.slice(0, hosts.length), last);
      const problem = problemOf(grid, ITEMS, picky, networks);
      const search = SwitchSearch.of(problem);
      fc.pre(search !== null);
      const verdict = search.search(Int32Array.from(problem.shapeOf.keys()), Infinity);
      expect(verdict).toBe(isThereAWay(problem) ? "way" : "none");
      // Nothing of one search is left for the next.
      expect(search.search(Int32Array.from(problem.shapeOf.keys()), Infinity)).toBe(verdict);
      seen[verdict as "way" | "none"] += 1;
    }),
    { numRuns: 400, seed: 4 },
  );
  expect(Math.min(seen.way, seen.none)).toBeGreaterThan(50);
});

test("gives up after the work it is allowed, and says that it knows nothing", () => {
  const networks = [0, 1, 2, 3].map((item) => ({
    members: Int32Array.of(item, item + 1),
    mbps: Float64Array.of(1, 1),
  }));
  const problem = problemOf(gridOf([3, 3], [1, 1], "hub"), ITEMS, 0, networks);
  const search = SwitchSearch.of(problem);
  expect(search?.search(Int32Array.from(problem.shapeOf.keys()), 0)).toBe("unknown");
});

test("what is worth more than all switches can hold has no place, in any way", () => {
  const seen = { proven: 0, open: 0 };
  fc.assert(
    fc.property(questions, ({ hosts, trunks, last, picky, pairs, lan, hasLan }) => {
      const grid = gridOf(hosts, trunks.slice(0, hosts.length), last);
      const problem = problemOf(grid, ITEMS, picky, networksOf(pairs, hasLan ? lan : []));
      const search = SwitchSearch.of(problem);
      fc.pre(search !== null);
      const items = Int32Array.from(problem.shapeOf.keys());
      const prices = new Float64Array(ITEMS).fill(1);
      const isProven = search.worth(items, prices, Infinity) > 1;
      if (isProven) expect(isThereAWay(problem)).toBe(false);
      // What was found to prove it proves it again.
      if (isProven) expect(search.worth(items, prices, Infinity)).toBeGreaterThan(1);
      seen[isProven ? "proven" : "open"] += 1;
    }),
    { numRuns: 600, seed: 5 },
  );
  expect(Math.min(seen.proven, seen.open)).toBeGreaterThan(50);
});
