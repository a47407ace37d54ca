import { formatAmount, formatAmounts } from "../base/units.ts";
import type { Measure, Problem } from "./rule.ts";
import { ruleWords } from "./rule-words.ts";

/** What there is against what is needed, of one very problem. */
export interface Fact {
  readonly what: string;
  /** With its unit, as people read it. */
  readonly have: string;
  readonly need: string;
  /** By how much one exceeds the other; null where they are no numbers. */
  readonly apart: string | null;
}

/** The numbers behind a problem, as its rule says which parameters to hold against each other. */
export function problemFacts(problem: Problem): readonly Fact[] {
  const measures = ruleWords(problem.code)?.measures ?? [];
  return measures.flatMap((measure) => factOf(measure, problem.parameters) ?? []);
}

function factOf(measure: Measure, parameters: Problem["parameters"]): Fact | undefined {
  const [have, need] = [parameters[measure.have], parameters[measure.need]];
  if (have === undefined || need === undefined) return undefined;
  const apart = Math.abs(Number(need) - Number(have));
  const [has = "", needs = ""] = formatAmounts([have, need], measure.unit);
  return {
    what: measure.what,
    have: has,
    need: needs,
    // Of floating sums, only the digits that mean something.
    apart: Number.isFinite(apart)
      ? formatAmount(Math.round(apart * 1000) / 1000, measure.unit)
      : null,
  };
}
