import type { Board } from "./board.ts";
import { runRule } from "./check.ts";
import type { Rule, RuleContext, RuleScope } from "./rule.ts";
import type { Run, Tracker } from "./tracker.ts";

/** All rules, for all elements. */
export interface Runs {
  /** Runs every rule of a scope for an element that is new. */
  runAll(scope: RuleScope, id: string): void;
  /** Runs one rule again for one element. */
  again(rule: Rule, id: string): void;
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
  const watching = new Map(rules.map((rule) => [rule, new Map<string, Run>()]));
  const again = (rule: Rule, id: string): void => {
    const known = watching.get(rule);
    const run = known?.get(id) ?? { rule, id, reads: [] };
    board.put(
      rule,
      id,
      tracker.track(run, () => runRule(rule, context, id)),
    );
    if (run.reads.length > 0) known?.set(id, run);
    else known?.delete(id);
  };
  return {
    again,
    runAll: (scope, id) => {
      for (const rule of byScope.get(scope) ?? []) again(rule, id);
    },
    drop: (scope, id) => {
      for (const rule of byScope.get(scope) ?? []) {
        const run = watching.get(rule)?.get(id);
        if (run !== undefined) tracker.release(run);
        watching.get(rule)?.delete(id);
        board.put(rule, id, []);
      }
    },
  };
}
