import { problemText } from "../../shared/constraints/problem-text.ts";
import type { Problem, Severity } from "../../shared/constraints/rule.ts";
import type { Design } from "../../shared/design/design.ts";
import { placesSeen } from "../../shared/design/element-path.ts";
import { elementKey, type ElementKey } from "./elements.ts";

export const SEVERITIES = ["error", "warning", "info"] as const satisfies readonly Severity[];

/** What an element's badge shows. */
export interface ProblemMark {
  /** The worst. */
  readonly severity: Severity;
  readonly count: number;
  /** The first problem's sentence. */
  readonly first: string;
}

export type Marks = ReadonlyMap<ElementKey, ProblemMark>;

/**
 * One mark per element that has problems. Only elements whose problems came or went are looked at; an unchanged
 * mark stays the same object, and all of them the same map, so nothing is drawn again.
 */
export function nextMarks(
  before: { readonly problems: readonly Problem[]; readonly marks: Marks },
  problems: readonly Problem[],
  design: Design,
): Marks {
  const lists = changedElements(before.problems, problems);
  if (lists.size === 0) return before.marks;
  for (const problem of problems)
    for (const key of elementsOf(problem)) lists.get(key)?.push(problem);
  const marks = new Map(before.marks);
  for (const [key, list] of lists)
    if (list.length === 0) marks.delete(key);
    else marks.set(key, sameOr(marks.get(key), markOf(list, design)));
  return marks;
}

/** The elements of problems that are in one of the lists only, each with an empty list of its own. */
function changedElements(
  before: readonly Problem[],
  after: readonly Problem[],
): Map<ElementKey, Problem[]> {
  const [gone, come] = [new Set(before), new Set(after)];
  const changed = new Map<ElementKey, Problem[]>();
  for (const problem of [...gone, ...come])
    if (!gone.has(problem) || !come.has(problem))
      for (const key of elementsOf(problem)) changed.set(key, []);
  return changed;
}

const known = new WeakMap<Problem, readonly ElementKey[]>();

/** What lies inside a component is seen at the use that is drawn and, where that is unfolded, in its own place. */
function elementsOf(problem: Problem): readonly ElementKey[] {
  let keys = known.get(problem);
  if (keys === undefined) {
    const seen = problem.elements.flatMap(placesSeen).map(({ type, id }) => elementKey(type, id));
    known.set(problem, (keys = [...new Set(seen)]));
  }
  return keys;
}

function markOf(problems: readonly Problem[], design: Design): ProblemMark {
  const [worst] = problems.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  if (worst === undefined) throw new Error("a mark needs a problem");
  return {
    severity: worst.severity,
    count: problems.length,
    first: problemText(worst, design),
  };
}

function sameOr(before: ProblemMark | undefined, after: ProblemMark): ProblemMark {
  const same =
    before !== undefined &&
    before.severity === after.severity &&
    before.count === after.count &&
    before.first === after.first;
  return same ? before : after;
}
