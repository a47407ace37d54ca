import fc from "fast-check";
import { lesserSide } from "./mapping/lan-loads.ts";
import type { HostGrid, ItemNetwork, ItemShape, MappingProblem } from "./problem.ts";

/** So few items that every way of putting them on hosts can be tried. */
export const ITEMS = 5;

/** Switches below a hub without hosts, each with so many hosts and so much free on its trunk; one may hang on another. */
export function gridOf(
  hosts: readonly number[],
  trunks: readonly number[],
  last: "hub" | "first",
  uplinkMbps = 1000,
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
    uplinkFree: new Float64Array(count).fill(uplinkMbps),
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

/**
 * Items with a host each for themselves, or each as large as a half or a third of one; the first few suit only the
 * hosts of even numbers.
 */
export function problemOf(
  grid: HostGrid,
  items: number,
  picky: number,
  networks: ItemNetwork[],
  amount: number | null = null,
) {
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
    shapes: suits.map((own) => ({
      amounts: Float64Array.of(amount ?? 1),
      exclusive: amount === null,
      suits: own,
    })),
    shapeOf: Int32Array.from({ length: items }, (_, item) => (item < picky ? 1 : 0)),
    twinOf: Int32Array.from({ length: items }, (_, item) => signs.indexOf(signs[item] ?? "")),
    stays: new Int32Array(items).fill(-1),
    networks,
    rules: [],
    isPriced: false,
    trunkWeight: 1,
  } satisfies MappingProblem;
}

/** Whether any way of putting the items on hosts overbooks no host, no trunk and no cable of a host that is shared. */
export function isThereAWay({ grid, shapes, shapeOf, networks }: MappingProblem): boolean {
  const hostOf: number[] = [];
  const isBelow = (host: number, trunk: number): boolean => {
    for (let at = grid.switchOf[host] ?? -1; at !== -1; at = grid.parent[at] ?? -1)
      if (at === trunk) return true;
    return false;
  };
  const add = (list: Float64Array): number => list.reduce((all, one) => all + one, 0);
  const loadOf = (isBeyond: (host: number) => boolean): number =>
    networks.reduce((sum, { members, mbps }) => {
      const beyond = mbps.filter((_, index) => isBeyond(hostOf[members[index] ?? 0] ?? 0));
      return sum + lesserSide(add(beyond), add(mbps));
    }, 0);
  const isShared = shapes.every(({ exclusive }) => !exclusive);
  const isSound = (): boolean =>
    [...grid.parent.keys()]
      .slice(1)
      .every((trunk) => loadOf((host) => isBelow(host, trunk)) <= (grid.trunkFree[trunk] ?? 0)) &&
    (!isShared ||
      [...new Set(hostOf)].every(
        (host) => loadOf((other) => other === host) <= (grid.uplinkFree[host] ?? 0),
      ));
  const shape = (item: number): ItemShape | undefined => shapes[shapeOf[item] ?? 0];
  const amountOf = (item: number): number => shape(item)?.amounts[0] ?? 0;
  const hasRoom = (item: number, host: number): boolean => {
    const mates = [...hostOf.slice(0, item).keys()].filter((other) => hostOf[other] === host);
    const taken = mates.reduce((sum, other) => sum + amountOf(other), amountOf(item));
    return isShared ? taken <= (grid.free[host] ?? 0) : mates.length === 0;
  };
  const place = (item: number): boolean => {
    if (item === shapeOf.length) return isSound();
    return Array.from(grid.switchOf.keys()).some((host) => {
      if (!hasRoom(item, host) || shape(item)?.suits[host] !== 1) return false;
      hostOf[item] = host;
      return place(item + 1);
    });
  };
  return place(0);
}

/** Pairs of items, those of an item with itself left out, and a network of all if there is one. */
export function networksOf(
  pairs: readonly (readonly [number, number, number])[],
  lan: readonly number[],
): ItemNetwork[] {
  const links = pairs
    .filter(([a, b]) => a !== b)
    .map(([a, b, mbps]) => ({ members: Int32Array.of(a, b), mbps: Float64Array.of(mbps, mbps) }));
  if (lan.length === 0) return links;
  return [...links, { members: Int32Array.from(lan.keys()), mbps: Float64Array.from(lan) }];
}

/** Two or three switches with little on their trunks, and items with links and perhaps a network of all. */
export const questions = fc.record({
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
