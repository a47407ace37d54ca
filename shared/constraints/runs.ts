import type { Board } from "./board.ts";
import { runRule } from "./check.ts";
import type { Rule, RuleContext } from "./rule.ts";
import type { Run, Tracker } from "./tracker.ts";

/** All rules of one scope. */
export interface Runs {
  /** Runs every rule for an element that is new, or whose own content changed. */
  runAll(id: string): void;
  /** Runs one rule again for one element. */
  again(run: Run): void;
  /** Lets go of an element and its problems. */
  drop(id: string): void;
}

/** What a run reads of its own element is not noted, so most runs leave nothing to be remembered. */
export function createRuns(
  rules: readonly Rule[],
  scope: Rule["scope"],
  context: RuleContext,
  tracker: Tracker,
  board: Board,
): Runs {
  const own = rules.filter((rule) => rule.scope === scope);
  const watching = new Map<string, readonly Run[]>();
  const release = (id: string): void => {
    for (const run of watching.get(id) ?? []) tracker.release(run);
    watching.delete(id);
  };
  const check = (run: Run): void => {
    const { rule, id } = run;
    board.put(
      rule,
      id,
      tracker.track(run, () => runRule(rule, context, id)),
    );
  };
  return {
    runAll: (id) => {
      release(id);
      const noted: Run[] = [];
      for (const rule of own) {
        const run: Run = { rule, id, reads: [] };
        check(run);
        if (run.reads.length > 0) noted.push(run);
      }
      if (noted.length > 0) watching.set(id, noted);
    },
    again: check,
    drop: (id) => {
      release(id);
      for (const rule of own) board.put(rule, id, []);
    },
  };
}
