import { useMemo } from "react";
import type { Problem, ProblemLevel, Severity } from "../../shared/constraints/rule.ts";
import { foldProblems } from "../../shared/constraints/fold-problems.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Design } from "../../shared/design/design.ts";
import { drawnElement, placesSeen } from "../../shared/design/element-path.ts";
import { SEVERITIES, useAnalysis, type ProblemMark } from "./analysis.ts";
import { elementKey, exists, type ElementKey } from "./elements.ts";
import { useLabFit } from "./lab-fit.ts";

export const LEVELS = ["design", "pool", "window"] as const satisfies readonly ProblemLevel[];

/**
 * Everything that is wrong with the shown design, of all three levels; the lab's follow by a moment. What it lacks for
 * several machines alike stands once.
 */
export function useProblems(): readonly Problem[] {
  const own = useAnalysis((analysis) => analysis.problems);
  const design = useAnalysis((analysis) => analysis.design);
  const lab = useLabFit((fit) => fit.problems);
  return allProblems(own, lab, design);
}

export function currentProblems(): readonly Problem[] {
  const { problems, design } = useAnalysis.getState();
  return allProblems(problems, useLabFit.getState().problems, design);
}

let all: {
  readonly from: readonly [readonly Problem[], readonly Problem[], Design | null];
  readonly problems: readonly Problem[];
} | null = null;

// Asked by several panels and by each command that needs one; at ten thousand nodes a search would be felt.
function allProblems(
  own: readonly Problem[],
  lab: readonly Problem[],
  design: Design | null,
): readonly Problem[] {
  if (all === null || all.from[0] !== own || all.from[1] !== lab || all.from[2] !== design)
    all = { from: [own, lab, design], problems: together(own, lab, design) };
  return all.problems;
}

function together(
  own: readonly Problem[],
  lab: readonly Problem[],
  design: Design | null,
): readonly Problem[] {
  if (lab.length === 0 || design === null) return own;
  // Elements may have gone while the lab's answer was on its way.
  const present = lab.filter(({ elements }) =>
    elements.every((element) => exists(design, drawnElement(element))),
  );
  return present.length === 0 ? own : [...own, ...foldProblems(present, design)];
}

/** The badge of one element over all levels, null when nothing is wrong with it. */
export function useProblemMark(key: ElementKey): ProblemMark | null {
  const own = useAnalysis((analysis) => analysis.marks.get(key) ?? null);
  const lab = useLabFit((fit) => labMarks(fit.problems, fit.design).get(key) ?? null);
  return useMemo(() => merged(own, lab), [own, lab]);
}

type MarkLookup = (key: ElementKey) => ProblemMark | null;
type Marks = ReadonlyMap<ElementKey, ProblemMark>;

let latest: { readonly own: Marks; readonly lab: Marks; readonly look: MarkLookup } | null = null;

/**
 * Looks up badges as they are now, for what is painted instead of rendered. The same function as long as the
 * badges are the same.
 */
export function problemMarks(): MarkLookup {
  const { marks: own } = useAnalysis.getState();
  const { problems, design } = useLabFit.getState();
  const lab = labMarks(problems, design);
  if (latest?.own !== own || latest.lab !== lab) {
    const look: MarkLookup = (key) => merged(own.get(key) ?? null, lab.get(key) ?? null);
    latest = { own, lab, look };
  }
  return latest.look;
}

function merged(own: ProblemMark | null, lab: ProblemMark | null): ProblemMark | null {
  if (own === null || lab === null) return own ?? lab;
  const worst = rank(lab.severity) < rank(own.severity) ? lab : own;
  return { ...worst, count: own.count + lab.count };
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

const known = new WeakMap<readonly Problem[], ReadonlyMap<ElementKey, ProblemMark>>();

/** Of each answer only once, however many badges ask. */
function labMarks(
  problems: readonly Problem[],
  design: Design | null,
): ReadonlyMap<ElementKey, ProblemMark> {
  let marks = known.get(problems);
  if (marks === undefined) known.set(problems, (marks = marksOf(problems, design)));
  return marks;
}

function marksOf(
  problems: readonly Problem[],
  design: Design | null,
): ReadonlyMap<ElementKey, ProblemMark> {
  const marks = new Map<ElementKey, ProblemMark>();
  if (design === null) return marks;
  for (const problem of problems) {
    const mark = { severity: problem.severity, count: 1, first: problemText(problem, design) };
    const keys = new Set(
      problem.elements.flatMap(placesSeen).map(({ type, id }) => elementKey(type, id)),
    );
    for (const key of keys) {
      const together = merged(marks.get(key) ?? null, mark);
      if (together !== null) marks.set(key, together);
    }
  }
  return marks;
}
