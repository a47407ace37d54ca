import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { editsOf, likelyDesign, randomDesign, randomMove } from "../support/random-design.ts";

/** Add the seed of every failure that was ever found; it is tried for ever after. */
const SEEDS = [1, 20_261_121, 42, 733_001, -1_902_381_755];

const catalogue = starterCatalogue();
const book = starterPriceBook();

const anyDesign = fc.oneof({ weight: 3, arbitrary: likelyDesign }, randomDesign);

describe.each(SEEDS)("seed %i", (seed) => {
  it("finds by increments what a full check finds, after any edits and quick fixes", () => {
    fc.assert(
      fc.property(
        anyDesign,
        fc.array(randomMove, { minLength: 5, maxLength: 40 }),
        (start, moves) => {
          const checker = createChecker(catalogue, book);
          let design = start;
          let problems = checker.update(design);
          for (const move of moves) {
            design = applyEdits(design, editsOf(move, design, problems));
            problems = checker.update(design);
            const wanted = checkDesign(design, catalogue, book);
            // Only what differs is worth the time a readable comparison takes.
            if (!isDeepStrictEqual(problems, wanted)) expect(problems).toEqual(wanted);
          }
        },
      ),
      { seed, numRuns: 200 },
    );
  });

  it("jumps between designs that share nothing", () => {
    const checker = createChecker(catalogue, book);
    fc.assert(
      fc.property(anyDesign, (design) => {
        expect(checker.update(design)).toEqual(checkDesign(design, catalogue, book));
        expect(checker.update(emptyDesign("nothing"))).toEqual([]);
      }),
      { seed, numRuns: 40 },
    );
  });

  it("never throws on hostile designs, and every problem can be read", () => {
    fc.assert(
      fc.property(anyDesign, (design) => {
        for (const problem of checkDesign(design, catalogue, book)) {
          const text = problemText(problem, design);
          expect(text).not.toMatch(/undefined|\{\w+\}/);
          expect(problem.elements.length).toBeGreaterThan(0);
        }
      }),
      { seed, numRuns: 150 },
    );
  });
});
