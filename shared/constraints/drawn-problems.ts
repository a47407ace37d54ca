import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { liftEdits } from "../design/lift-edits.ts";
import type { Problem, QuickFix } from "./rule.ts";

/**
 * The problems of a design's expansion with their fixes as edits of the drawing. A fix that would have to
 * change the inside of a component is left out. The same array where no fix concerns one.
 */
export function drawnProblems(problems: readonly Problem[], design: Design): readonly Problem[] {
  if (expandDesign(design) === design) return problems;
  const drawn = problems.map((problem) => drawnProblem(problem, design));
  return drawn.every((problem, index) => problem === problems[index]) ? problems : drawn;
}

function drawnProblem(problem: Problem, design: Design): Problem {
  const { fix, otherFixes, ...rest } = problem;
  const fixes = [fix, ...(otherFixes ?? [])].flatMap((one) => one ?? []);
  const drawn = fixes.flatMap((one) => liftFix(one, design) ?? []);
  const isSame = drawn.length === fixes.length && drawn.every((one, at) => one === fixes[at]);
  if (isSame) return problem;
  const [best, ...others] = drawn;
  return {
    ...rest,
    ...(best !== undefined && { fix: best }),
    ...(others.length > 0 && { otherFixes: others }),
  };
}

/** A fix of the expansion as one of the drawing, or null where it would have to change the inside of a component. */
export function liftFix(fix: QuickFix, design: Design): QuickFix | null {
  const edits = liftEdits(design, fix.edits);
  return edits === null || edits === fix.edits ? edits && fix : { ...fix, edits };
}
