import fc from "fast-check";
import { expect, test } from "vitest";
import type { CutEdge } from "../exhaustive/cuts.ts";
import { kernelOf, OUTSIDE } from "./kernel.ts";

const ITEMS = 7;

const edges = fc
  .array(
    fc.record({
      a: fc.nat(ITEMS - 1),
      b: fc.nat(ITEMS - 1),
      weight: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 9, maxLength: 20 },
  )
  .map((drawn) => drawn.filter(({ a, b }) => a !== b));
const trunks = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 3 });

/** Whether so many can be divided among switches so that none holds too many and no trunk carries too much. */
function isThereAWay(
  count: number,
  links: readonly CutEdge[],
  most: number,
  around: readonly number[],
): boolean {
  const under: number[] = [];
  const divide = (item: number): boolean => {
    if (item < count)
      return around.some((_, at) => {
        under[item] = at;
        return divide(item + 1);
      });
    return around.every((mbps, at) => {
      const cut = links.filter(({ a, b }) => (under[a] === at) !== (under[b] === at));
      const held = under.filter((own) => own === at).length;
      return held <= most && cut.reduce((sum, { weight }) => sum + weight, 0) <= mbps;
    });
  };
  return divide(0);
}

test("where classes have no room the items have none either, and each class is of items that are linked", () => {
  const seen = { none: 0, fewer: 0 };
  fc.assert(
    fc.property(edges, trunks, fc.integer({ min: 2, max: 3 }), (links, around, most) => {
      const kernel = kernelOf(ITEMS, links);
      const isWay = isThereAWay(kernel.count, kernel.edges, most, around);
      if (!isWay) expect(isThereAWay(ITEMS, links, most, around)).toBe(false);
      seen.none += isWay ? 0 : 1;
      seen.fewer += !isWay && kernel.count < ITEMS ? 1 : 0;
      // What a class is worth is divided among its items.
      for (let own = 0; own < kernel.count; own++) {
        const parts = kernel.parts.filter((_, item) => kernel.classOf[item] === own);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1);
      }
      expect(kernel.edges.every(({ a, b }) => Math.min(a, b) > OUTSIDE && a !== b)).toBe(true);
    }),
    { numRuns: 400, seed: 8 },
  );
  expect(Math.min(seen.none, seen.fewer)).toBeGreaterThan(30);
});

test("a ring goes together, and four that are all linked stay apart", () => {
  const ring = [0, 1, 2, 3].map((a) => ({ a, b: (a + 1) % 4, weight: 1 }));
  expect(kernelOf(4, ring).count).toBe(0);
  const all = [...ring, { a: 0, b: 2, weight: 1 }, { a: 1, b: 3, weight: 1 }];
  expect(kernelOf(4, all)).toMatchObject({ count: 4, classOf: Int32Array.of(0, 1, 2, 3) });
  // One more that hangs on the first is worth nothing by itself.
  const { classOf, parts } = kernelOf(5, [...all, { a: 0, b: 4, weight: 9 }]);
  expect([classOf[4], parts[4]]).toEqual([classOf[0], 0]);
});
