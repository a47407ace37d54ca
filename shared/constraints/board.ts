import { sameJson } from "../design/same-json.ts";
import { createSortedRuns, joined } from "../base/sorted-runs.ts";
import { compareIds } from "../topology/ids.ts";
import type { Problem, Rule } from "./rule.ts";

/** What each rule found last, about each element. */
export interface Board {
  put(rule: Rule, id: string, found: readonly Problem[]): void;
  /** As a full check lists them: by rule, then by element; the same list until one of them changes. */
  problems(): readonly Problem[];
}

export function createBoard(rules: readonly Rule[]): Board {
  const byRule = new Map(rules.map((rule) => [rule, createSortedRuns<Problem>(compareIds)]));
  let list: readonly Problem[] | undefined;
  return {
    put: (rule, id, found) => {
      const runs = byRule.get(rule);
      const known = runs?.get(id) ?? [];
      if (known.length === 0 && found.length === 0) return;
      // Found again is not new: who shows it need not draw it again.
      if (sameJson(known, found)) return;
      runs?.put(id, found);
      list = undefined;
    },
    problems: () => (list ??= joined(Array.from(byRule.values(), (runs) => runs.all()))),
  };
}
