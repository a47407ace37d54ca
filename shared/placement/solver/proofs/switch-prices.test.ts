import fc from "fast-check";
import { expect, test } from "vitest";
import { allAtOnce } from "../../../base/steps.ts";
import {
  gridOf,
  isThereAWay,
  ITEMS,
  networksOf,
  problemOf,
  questions,
} from "../sample-problems.ts";
import { switchField } from "../exhaustive/switch-field.ts";
import { SwitchPrices } from "./switch-prices.ts";
import { tiesOf } from "../exhaustive/ties.ts";

test("what is worth more than all switches can hold has no place, in any way", () => {
  const seen = { proven: 0, open: 0 };
  fc.assert(
    fc.property(questions, ({ hosts, trunks, last, picky, pairs, lan, hasLan }) => {
      const grid = gridOf(hosts, trunks.slice(0, hosts.length), last);
      const problem = problemOf(grid, ITEMS, picky, networksOf(pairs, hasLan ? lan : []));
      const field = switchField(problem);
      fc.pre(field !== null);
      const search = new SwitchPrices(field, tiesOf(problem));
      const items = Int32Array.from(problem.shapeOf.keys());
      const prices = new Float64Array(ITEMS).fill(1);
      const worth = (): number => allAtOnce(search.worth(items, prices, Infinity));
      const isProven = worth() > 1;
      if (isProven) expect(isThereAWay(problem)).toBe(false);
      // What was found to prove it proves it again.
      if (isProven) expect(worth()).toBeGreaterThan(1);
      seen[isProven ? "proven" : "open"] += 1;
    }),
    { numRuns: 600, seed: 5 },
  );
  expect(Math.min(seen.proven, seen.open)).toBeGreaterThan(50);
});
