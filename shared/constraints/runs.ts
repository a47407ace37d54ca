import type { Board } from "./board.ts";
import { createCleanContent } from "./clean-content.ts";
import { isConcerned, runRule } from "./check.ts";
import type { Rule, RuleContext, RuleScope } from "./rule.ts";
import type { DesignState } from "./state.ts";
import type { Run, Tracker } from "./tracker.ts";

/** All rules, for all elements. */
export interface Runs {
  /** Runs every rule of a scope that concerns an element for one that is new, or of another sort. */
  runAll(scope: RuleScope, id: string): void;
  /** Runs some rules of a scope again for one element. */
  again(scope: RuleScope, id: string, rules: Iterable<Rule>): void;
  /** Lets go of an element and its problems. */
  drop(scope: RuleScope, id: string): void;
}

/**
 * Most runs read nothing that is noted for them, and so leave nothing to be remembered; many need not be made at
 * all (clean-content.ts).
 */
export function createRuns(
  rules: readonly Rule[],
  { context, state }: { readonly context: RuleContext; readonly state: DesignState },
  tracker: Tracker,
  board: Board,
): Runs {
  const byScope = Map.groupBy(rules, ({ scope }) => scope);
  const bySort = new Map<string, readonly Rule[]>();
  /** Nodes of one sort have the same traits. */
  const rulesFor = (scope: RuleScope, id: string): readonly Rule[] => {
    const all = byScope.get(scope) ?? [];
    if (scope !== "node") return all;
    const sort = state.sortOf(id);
    let some = bySort.get(sort);
    if (some === undefined) {
      const node = state.node(id);
      bySort.set(sort, (some = all.filter((rule) => isConcerned(rule, node))));
    }
    return some;
  };
  const cleanContent = createCleanContent();
  const watching = {
    design: new Map<string, Map<Rule, Run>>(),
    node: new Map<string, Map<Rule, Run>>(),
    link: new Map<string, Map<Rule, Run>>(),
  } satisfies Record<RuleScope, unknown>;
  const watch = (scope: RuleScope, run: Run, rule: Rule): void => {
    const known = watching[scope].get(run.id);
    if (known === undefined) watching[scope].set(run.id, new Map([[rule, run]]));
    else known.set(rule, run);
  };
  const unwatch = (scope: RuleScope, id: string, rule: Rule): void => {
    const known = watching[scope].get(id);
    known?.delete(rule);
    if (known?.size === 0) watching[scope].delete(id);
  };
  const again: Runs["again"] = (scope, id, some) => {
    const known = watching[scope].get(id);
    const about = board.rulesAbout(id);
    const clean = scope === "node" ? cleanContent.rulesOf(state.node(id)) : undefined;
    for (const rule of some) {
      const before = known?.get(rule);
      const hasFound = about?.has(rule) === true;
      if (before === undefined && !hasFound && clean?.has(rule) === true) continue;
      const run = before ?? { rule, id, reads: [] };
      const found = tracker.track(run, () => runRule(rule, context, id));
      // Most runs find nothing and found nothing before.
      if (found.length > 0 || hasFound) board.put(rule, id, found);
      else if (run.readsMore !== true) clean?.add(rule);
      if (run.reads.length === 0) {
        if (before !== undefined) unwatch(scope, id, rule);
      } else if (before === undefined) watch(scope, run, rule);
    }
  };
  /** Lets go of what all rules but some have to do with an element. */
  const dropBut = (scope: RuleScope, id: string, kept: readonly Rule[]): void => {
    for (const [rule, run] of watching[scope].get(id) ?? []) {
      if (kept.includes(rule)) continue;
      tracker.release(run);
      unwatch(scope, id, rule);
    }
    for (const rule of board.rulesAbout(id) ?? [])
      if (rule.scope === scope && !kept.includes(rule)) board.put(rule, id, []);
  };
  return {
    again,
    runAll: (scope, id) => {
      const some = rulesFor(scope, id);
      dropBut(scope, id, some);
      again(scope, id, some);
    },
    drop: (scope, id) => {
      dropBut(scope, id, []);
    },
  };
}
