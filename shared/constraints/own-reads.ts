import { createCells, type Cells } from "./cells.ts";
import type { Rule, RuleScope } from "./rule.ts";
import type { Tracker } from "./tracker.ts";

/**
 * Answers by element, most of which are only ever read by the runs for that very element. Those reads are
 * noted once for the rule, not for each run: a rule that ever read this of its own element is run again for
 * every element of that sort of which it changes. That is at times one run too many, and spares the notes of
 * nearly all.
 */
export interface OwnReads {
  /** True when the present run is for that element; its rule is noted then. */
  isOwn(id: string): boolean;
  /** Wakes the rules noted, for some elements. */
  wake(ids: Iterable<string>): void;
}

/**
 * By what elements are told apart: what a rule reads of a router, or of a machine with a browser, it seldom
 * reads of another one. One that comes to be of another sort must have all its rules run.
 */
export type SortOf = (id: string) => string;

/** `isContent`: it is told by the element's content alone, see clean-content.ts. */
export function createOwnReads(
  tracker: Tracker,
  scope: RuleScope,
  sortOf: SortOf = () => "",
  isContent = false,
): OwnReads {
  const rules = new Map<string, Set<Rule>>();
  return {
    isOwn: (id) => {
      const run = tracker.present();
      if (run?.id !== id || run.rule?.scope !== scope) return false;
      if (!isContent) run.readsMore = true;
      const sort = sortOf(id);
      const noted = rules.get(sort);
      if (noted === undefined) rules.set(sort, new Set([run.rule]));
      else noted.add(run.rule);
      return true;
    },
    wake: (ids) => {
      if (rules.size === 0) return;
      for (const id of ids) {
        const noted = rules.get(sortOf(id));
        if (noted !== undefined) tracker.wakeRules(scope, noted, id);
      }
    },
  };
}

/** Cells by node; reads of a run's own node are noted as {@link OwnReads}. */
export function createNodeCells<T>(
  tracker: Tracker,
  sortOf: SortOf,
  look: (id: string) => T,
  equal?: (a: T, b: T) => boolean,
): Pick<Cells<T>, "read"> & { readonly refresh: (ids: Iterable<string>) => void } {
  const cells = createCells(tracker, look, equal);
  const own = createOwnReads(tracker, "node", sortOf);
  return {
    read: (id) => (own.isOwn(id) ? look(id) : cells.read(id)),
    refresh: (ids) => {
      cells.refresh(ids);
      own.wake(ids);
    },
  };
}
