import fc from "fast-check";
import { expect, test } from "vitest";
import { allAtOnce } from "../../../base/steps.ts";
import { BundlePrices } from "./bundle-prices.ts";
import { Bundles, type BundleList } from "./bundles.ts";
import type { CutEdge } from "../exhaustive/cuts.ts";

const ITEMS = 7;
const SWITCHES = 3;

const edges = fc
  .array(
    fc.record({
      a: fc.nat(ITEMS - 1),
      b: fc.nat(ITEMS - 1),
      weight: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 3, maxLength: 14 },
  )
  .map((drawn) => drawn.filter(({ a, b }) => a !== b));
const limits = { items: fc.integer({ min: 1, max: 4 }), mbps: fc.integer({ min: 1, max: 6 }) };

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

function cutOf(links: readonly CutEdge[], items: readonly number[]): number {
  const cut = links.filter(({ a, b }) => items.includes(a) !== items.includes(b));
  return sum(cut.map(({ weight }) => weight));
}

/** Whether they hang together without any others. */
function isOne(links: readonly CutEdge[], items: readonly number[]): boolean {
  const reached = new Set(items.slice(0, 1));
  for (const from of reached)
    for (const { a, b } of links)
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const)
        if (one === from && items.includes(other)) reached.add(other);
  return reached.size === items.length;
}

/** The same by looking at every choice of items. */
function everyBundle(
  links: readonly CutEdge[],
  most: { readonly items: number; readonly mbps: number },
): readonly { readonly items: readonly number[]; readonly mbps: number }[] {
  const all = [...Array.from({ length: ITEMS }).keys()];
  return Array.from({ length: 2 ** ITEMS - 1 }, (_, index) =>
    all.filter((item) => (((index + 1) >> item) & 1) === 1),
  )
    .filter((items) => items.length <= most.items && isOne(links, items))
    .map((items) => ({ items, mbps: cutOf(links, items) }))
    .filter(({ mbps }) => mbps <= most.mbps);
}

const named = (items: readonly number[], mbps: number): string =>
  `${items.toSorted((a, b) => a - b).join()} ${mbps}`;

const namesOf = ({ items, first, mbps }: BundleList): readonly string[] =>
  Array.from(mbps, (own, at) => named([...items.subarray(first[at], first[at + 1])], own)).sort();

test("finds each bundle within the limits once, and nothing when that takes too much", () => {
  let seen = 0;
  fc.assert(
    fc.property(edges, limits.items, limits.mbps, (links, items, mbps) => {
      const found = allAtOnce(new Bundles(ITEMS, links, { items, mbps, work: Infinity }).all());
      const every = everyBundle(links, { items, mbps });
      expect(found === null ? null : namesOf(found)).toEqual(
        every.map((bundle) => named(bundle.items, bundle.mbps)).sort(),
      );
      expect(allAtOnce(new Bundles(ITEMS, links, { items, mbps, work: 0 }).all())).toBeNull();
      seen += every.some((bundle) => bundle.items.length > 2) ? 1 : 0;
    }),
    { numRuns: 300, seed: 6 },
  );
  expect(seen).toBeGreaterThan(50);
});

test("has room for bundles of many items, and for many bundles", () => {
  const count = 1100;
  const joined = (weight: number) =>
    Array.from({ length: count - 1 }, (_, a) => ({ a, b: a + 1, weight }));
  const chain = joined(9);
  const pairs = joined(1).filter(({ a }) => a % 2 === 0);
  const listed = (links: readonly CutEdge[]) =>
    allAtOnce(new Bundles(count, links, { items: count, mbps: 1, work: Infinity }).all());
  expect(listed(chain)?.items.toSorted()).toEqual(Int32Array.from({ length: count }, (_, a) => a));
  expect(listed(pairs)?.mbps.filter((mbps) => mbps === 1)).toHaveLength(count);
  expect(listed(pairs)?.mbps.filter((mbps) => mbps === 0)).toHaveLength(count / 2);
});

/** Whether items can be divided among switches so that none holds or lets out too much. */
function isThereAWay(links: readonly CutEdge[], most: number, mbps: readonly number[]): boolean {
  const under: number[] = [];
  const divide = (item: number): boolean => {
    if (item === ITEMS)
      return mbps.every((limit, at) => {
        const own = under.flatMap((chosen, index) => (chosen === at ? [index] : []));
        return own.length <= most && cutOf(links, own) <= limit;
      });
    return mbps.some((_, at) => {
      under[item] = at;
      return divide(item + 1);
    });
  };
  return divide(0);
}

test("prices prove nothing of what has room, on switches of which no two let out the same", () => {
  const seen = { proven: 0, none: 0, way: 0 };
  fc.assert(
    fc.property(edges, limits.items, limits.mbps, (links, items, mbps) => {
      const around = Array.from({ length: SWITCHES }, (_, at) => Math.max(1, mbps - at));
      const bundles = allAtOnce(new Bundles(ITEMS, links, { items, mbps, work: Infinity }).all());
      if (bundles === null) throw new Error("It was to take as much work as it needs");
      const prices = new BundlePrices(bundles, around, new Float64Array(ITEMS).fill(1));
      const isProven = allAtOnce(prices.prove(Infinity)) > 1;
      const isWay = isThereAWay(links, items, around);
      if (isProven) expect(isWay).toBe(false);
      seen.proven += isProven ? 1 : 0;
      seen[isWay ? "way" : "none"] += 1;
    }),
    { numRuns: 300, seed: 7 },
  );
  // Not everything can be proven so, but much.
  expect(seen.proven).toBeGreaterThan(seen.none / 2);
  expect(Math.min(seen.proven, seen.way)).toBeGreaterThan(30);
});
