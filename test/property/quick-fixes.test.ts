import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import { designSchema, type Design } from "../../shared/design/design.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { editsOf, likelyDesign, randomMove } from "../support/random-design.ts";

/** Seeds of fixes that once mended nothing are kept. */
const SEEDS = [3, 20_261_121, 4711];

function check(design: Design): readonly Problem[] {
  return checkDesign(design, starterCatalogue(), starterPriceBook());
}

function ofCode(code: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.filter((problem) => problem.code === code);
}

/** The links of a design that lead to nothing, and the nodes and links its schema refuses. */
function damage(design: Design): number {
  const loose = Object.values(design.links).filter(
    ({ from, to }) => !(from.node in design.nodes) || !(to.node in design.nodes),
  );
  const refused = designSchema.safeParse(design).error?.issues ?? [];
  return loose.length + refused.length;
}

describe.each(SEEDS)("seed %i", (seed) => {
  it("every quick fix leaves fewer of its problem, and nothing damaged", () => {
    fc.assert(
      fc.property(likelyDesign, fc.array(randomMove, { maxLength: 6 }), (start, moves) => {
        let design = start;
        for (const move of moves) design = applyEdits(design, editsOf(move, design, check(design)));
        const problems = check(design);
        for (const problem of problems) {
          if (problem.fix === undefined) continue;
          const mended = applyEdits(design, problem.fix.edits);
          const left = ofCode(problem.code, check(mended));
          const label = `${problemText(problem, design)} → ${problem.fix.title}`;
          expect(left.length, label).toBeLessThan(ofCode(problem.code, problems).length);
          expect(damage(mended), label).toBeLessThanOrEqual(damage(design));
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});
