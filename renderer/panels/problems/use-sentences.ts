import { useMemo } from "react";
import { problemText } from "../../../shared/constraints/problem-text.ts";
import type { Problem } from "../../../shared/constraints/rule.ts";
import { useDesign } from "../../store/selectors.ts";

/** The sentences of the problems of some elements, of one property where it is given; each once. */
export function useProblemSentences(
  problems: readonly Problem[],
  ids: readonly string[],
  property?: string,
): readonly string[] {
  const design = useDesign();
  const key = ids.join();
  return useMemo(() => {
    if (design === null) return [];
    const wanted = new Set(key.split(","));
    const concerned = problems.filter(
      (problem) =>
        (property === undefined || problem.property === property) &&
        wanted.has(problem.elements[0]?.id ?? ""),
    );
    return [...new Set(concerned.map((problem) => problemText(problem, design)))];
  }, [problems, design, key, property]);
}
