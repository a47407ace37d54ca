import { problemText } from "../../../shared/constraints/problem-text.ts";
import type { Problem, ProblemLevel, Severity } from "../../../shared/constraints/rule.ts";
import type { Design } from "../../../shared/design/design.ts";
import { drawnElement } from "../../../shared/design/element-path.ts";
import { SEVERITIES } from "../../store/analysis.ts";
import { elementKey, type Selection } from "../../store/elements.ts";
import { LEVELS } from "../../store/problems.ts";

/** What of the problems is listed. */
export interface ProblemFilter {
  readonly levels: readonly ProblemLevel[];
  readonly severities: readonly Severity[];
  /** One rule by its code; null for all. */
  readonly rule: string | null;
  readonly query: string;
  readonly onlySelection: boolean;
}

export const EVERYTHING: ProblemFilter = {
  levels: LEVELS,
  severities: SEVERITIES,
  rule: null,
  query: "",
  onlySelection: false,
};

/** The problems that a filter lets through, the worst first, else in the order they were found. */
export function filterProblems(
  problems: readonly Problem[],
  filter: ProblemFilter,
  design: Design,
  selection: Selection,
): readonly Problem[] {
  const words = filter.query.trim().toLowerCase();
  const passing = problems.filter(
    (problem) =>
      filter.levels.includes(problem.level) &&
      (filter.rule === null || problem.code === filter.rule) &&
      (!filter.onlySelection || isAbout(problem, selection)) &&
      // Sentences last: they are the dearest.
      (words === "" || problemText(problem, design).toLowerCase().includes(words)),
  );
  return SEVERITIES.filter((severity) => filter.severities.includes(severity)).flatMap((severity) =>
    passing.filter((problem) => problem.severity === severity),
  );
}

function isAbout({ elements }: Problem, selection: Selection): boolean {
  return elements.map(drawnElement).some(({ type, id }) => selection.has(elementKey(type, id)));
}

/** The same problem of a design that was checked again. */
export function problemKey({ code, level, elements, property, parameters }: Problem): string {
  return JSON.stringify([
    level,
    code,
    elements.map(({ type, id }) => `${type}:${id}`),
    property,
    parameters,
  ]);
}
