import fc from "fast-check";
import { expect, test } from "vitest";
import { PackingPrices, type Packing } from "./packing-prices.ts";

const ITEMS = 8;

function packing(sets: readonly (readonly number[])[], limits: readonly number[]): Packing {
  const first = [0];
  for (const set of sets) first.push((first.at(-1) ?? 0) + set.length);
  return {
    count: ITEMS,
    items: Int32Array.from(sets.flat()),
    first: Int32Array.from(first),
    limits: Float64Array.from(limits),
  };
}

const sum = (list: Iterable<number>): number => [...list].reduce((all, one) => all + one, 0);

function improved(asked: Packing, times: number): PackingPrices {
  const found = new PackingPrices(asked, new Float64Array(ITEMS).fill(1));
  for (let step = 0; step < times; step++) found.improve();
  return found;
}

test("items in a ring, of which no two beside each other are worth more than 1, come to half as many", () => {
  const ring = Array.from({ length: ITEMS - 1 }, (_, item) => [item, (item + 1) % (ITEMS - 1)]);
  const found = improved(packing([...ring, [ITEMS - 1]], [...ring.map(() => 1), 5]), 12);
  expect(sum(found.prices)).toBeCloseTo((ITEMS - 1) / 2 + 5, 5);
  expect(found.bound).toBeCloseTo((ITEMS - 1) / 2 + 5, 5);
});

test("prices keep to every limit after each step, and come to as much as the bound says that they can", () => {
  const sets = fc.array(
    fc.record({
      items: fc.uniqueArray(fc.nat(ITEMS - 1), { minLength: 1, maxLength: 5 }),
      limit: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(sets, (drawn) => {
      const alone = Array.from({ length: ITEMS }, (_, item) => ({ items: [item], limit: 90 }));
      const all = [...drawn, ...alone];
      const asked = packing(
        all.map(({ items }) => items),
        all.map(({ limit }) => limit / 60),
      );
      const found = new PackingPrices(asked, new Float64Array(ITEMS).fill(1));
      for (let step = 0; step < 20; step++) {
        found.improve();
        expect(Math.min(...found.prices)).toBeGreaterThanOrEqual(0);
        for (const { items, limit } of all)
          expect(sum(items.map((item) => found.prices[item] ?? 0))).toBeLessThanOrEqual(
            limit / 60 + 1e-9,
          );
        expect(sum(found.prices)).toBeLessThanOrEqual(found.bound + 1e-9);
      }
      expect(found.bound - sum(found.prices)).toBeLessThan(1e-4);
    }),
    { numRuns: 150, seed: 12 },
  );
});
