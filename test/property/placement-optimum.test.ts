import fc from "fast-check";
import { expect, test } from "vitest";
import { completionSolver } from "../../electron/node/completion-solver.ts";
import { linksOf } from "../../shared/placement/solver/mapping/links.ts";
import { Mapping } from "../../shared/placement/solver/mapping/mapping.ts";
import { solve } from "../../shared/placement/solver/solve.ts";
import { costOf, programOf, smallMappings } from "../support/mapping-program.ts";

/** HiGHS takes a part of a second for each, on a busy machine several. */
const PATIENCE_MS = 300_000;

const oracle = await completionSolver();

test(
  "small problems are solved as well as HiGHS solves them, and refused only where it refuses them",
  () => {
    const outcomes = { equal: 0, refused: 0 };
    fc.assert(
      fc.property(smallMappings, (problem) => {
        const program = programOf(problem);
        const best = oracle.solve(program);
        const { found, mapping } = solve(problem);
        expect(found).toBe(best !== null);
        outcomes[found ? "equal" : "refused"] += 1;
        if (best === null) return;
        const optimum = costOf(program, best);
        expect(mapping.cost).toBeLessThanOrEqual(optimum * 1.02 + 1e-6);
        expect(mapping.cost).toBeGreaterThanOrEqual(optimum - 1e-6);
        // What is kept up to date at each change is what it is when built anew.
        const anew = new Mapping(problem, linksOf(problem.shapeOf.length, problem.networks));
        mapping.hostOf.forEach((host, item) => {
          anew.put(item, host);
        });
        expect([anew.isSound, anew.cost]).toEqual([true, expect.closeTo(mapping.cost, 6)]);
      }),
      { numRuns: 60, seed: 20_261_121 },
    );
    expect(outcomes.equal).toBeGreaterThan(25);
    expect(outcomes.refused).toBeGreaterThan(2);
  },
  PATIENCE_MS,
);
