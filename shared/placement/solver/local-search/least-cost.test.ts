import fc from "fast-check";
import { expect, test } from "vitest";
import { leastCost } from "./least-cost.ts";
import { gridOf, problemOf } from "../sample-problems.ts";

test("so many of the largest hosts as have it together, found as by putting all hosts in order", () => {
  // Few sizes, as a lab has, and many, so that looking for one after the other is given up.
  const sizes = fc.oneof(
    fc.array(fc.nat(3), { minLength: 1, maxLength: 40 }),
    fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 40 }),
  );
  fc.assert(
    fc.property(sizes, fc.nat(8), fc.nat(200), (free, items, amount) => {
      const grid = {
        ...gridOf([free.length], [0], "hub"),
        free: Float64Array.from(free),
        price: new Float64Array(free.length).fill(2),
      };
      const largest = free.toSorted((a, b) => b - a);
      let [hosts, left] = [0, items * amount];
      for (; left > 0 && hosts < largest.length; hosts++) left -= largest[hosts] ?? 0;
      expect(leastCost(problemOf(grid, items, 0, [], amount))).toBe(2 * hosts);
    }),
    { numRuns: 500 },
  );
});
