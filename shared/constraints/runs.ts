import type { Board } from "./board.ts";
import { runRule } from "./check.ts";
import type { Rule, RuleContext, RuleScope } from "./rule.ts";
import type { Run, Tracker } from "./tracker.ts";

/** All rules, for all elements. */
export interface Runs {
  /** Runs every rule of a scope for an element that is new. */
  runAll(scope: RuleScope, id: string): void;
  /** Runs some rules of a scope again for one element. */
  again(scope: RuleScope, id: string, rules: Iterable<Rule>): void;
  /** Lets go of an element and its problems. */
  drop(scope: RuleScope, id: string): void;
}

/** Most runs read nothing that is noted for them, and so leave nothing to be remembered. */
export function createRuns(
  rules: readonly Rule[],
  context: RuleContext,
  tracker: Tracker,
  board: Board,
): Runs {
  const byScope = Map.groupBy(rules, ({ scope }) => scope);
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
    for (const rule of some) {
      const before = known?.get(rule);
      const run = before ?? { rule, id, reads: [] };
      board.put(
        rule,
        id,
        tracker.track(run, () => runRule(rule, context, id)),
      );
      if (run.reads.length === 0) {
        if (before !== undefined) unwatch(scope, id, rule);
      } else if (before === undefined) watch(scope, run, rule);
    }
  };
  return {
    again,
    runAll: (scope, id) => again(scope, id, byScope.get(scope) ?? []),
    drop: (scope, id) => {
      for (const run of watching[scope].get(id)?.values() ?? []) tracker.release(run);
      watching[scope].delete(id);
      for (const rule of byScope.get(scope) ?? []) board.put(rule, id, []);
    },
  };
}
