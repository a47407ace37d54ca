import fc from "fast-check";
import { expect, test } from "vitest";
import {
  gridOf,
  isThereAWay,
  ITEMS,
  networksOf,
  problemOf,
  questions,
} from "../sample-problems.ts";
import type { MappingProblem } from "../problem.ts";
import { switchField } from "./switch-field.ts";
import { SwitchSearch } from "./switch-search.ts";
import { tiesOf } from "./ties.ts";

function searchOf(problem: MappingProblem): SwitchSearch | null {
  const field = switchField(problem);
  return field === null ? null : new SwitchSearch(field, tiesOf(problem));
}

test("finds a way where there is one, and proves that there is none where there is none", () => {
  const seen = { way: 0, none: 0 };
  fc.assert(
    fc.property(questions, ({ hosts, trunks, last, picky, pairs, lan, hasLan }) => {
      const networks = networksOf(pairs, hasLan ? lan : []);
      const grid = gridOf(hosts, trunks.slice(0, hosts.length), last);
      const problem = problemOf(grid, ITEMS, picky, networks);
      const search = searchOf(problem);
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
  const search = searchOf(problem);
  expect(search?.search(Int32Array.from(problem.shapeOf.keys()), 0)).toBe("unknown");
});
