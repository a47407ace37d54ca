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
  const again: Runs["again"] = (scope, id, some) => {
    const before = watching[scope].get(id);
    const known = before ?? new Map<Rule, Run>();
    for (const rule of some) {
      const run = known.get(rule) ?? { rule, id, reads: [] };
      board.put(
        rule,
        id,
        tracker.track(run, () => runRule(rule, context, id)),
      );
      if (run.reads.length > 0) known.set(rule, run);
      else known.delete(rule);
    }
    if (known.size === 0) watching[scope].delete(id);
    else if (before === undefined) watching[scope].set(id, known);
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
