import { sameJson } from "../design/same-json.ts";
import { createSortedRuns, joined } from "../base/sorted-runs.ts";
import { compareIds } from "../topology/ids.ts";
import type { Problem, Rule } from "./rule.ts";

/** What each rule found last, about each element. */
export interface Board {
  put(rule: Rule, id: string, found: readonly Problem[]): void;
  /** The rules that found anything about an element; undefined when none did. */
  rulesAbout(id: string): ReadonlySet<Rule> | undefined;
  /** As a full check lists them: by rule, then by element; the same list until one of them changes. */
  problems(): readonly Problem[];
}

export function createBoard(rules: readonly Rule[]): Board {
  const byRule = new Map(rules.map((rule) => [rule, createSortedRuns<Problem>(compareIds)]));
  const about = new Map<string, Set<Rule>>();
  const lists = new Map<Rule, readonly Problem[]>(rules.map((rule) => [rule, []]));
  const stale = new Set<Rule>();
  let list: readonly Problem[] = [];
  const note = (rule: Rule, id: string, isAbout: boolean): void => {
    const known = about.get(id);
    if (!isAbout) known?.delete(rule);
    else if (known === undefined) about.set(id, new Set([rule]));
    else known.add(rule);
    if (known?.size === 0) about.delete(id);
  };
  return {
    rulesAbout: (id) => about.get(id),
    put: (rule, id, found) => {
      const runs = byRule.get(rule);
      const known = runs?.get(id) ?? [];
      // Found again is not new: who shows it need not draw it again.
      if (sameJson(known, found)) return;
      runs?.put(id, found);
      note(rule, id, found.length > 0);
      stale.add(rule);
    },
    problems: () => {
      if (stale.size === 0) return list;
      for (const rule of stale) lists.set(rule, byRule.get(rule)?.all() ?? []);
      stale.clear();
      return (list = joined([...lists.values()]));
    },
  };
}
