import type { Instant } from "../base/clock.ts";
import type { MeteredNode } from "./node-lines.ts";
import {
  addCosts,
  createItemUses,
  FREE,
  itemCost,
  quantityOf,
  runCosts,
  runRateOf,
  segmentsOf,
  type ItemUse,
  type RunCost,
  type RunRate,
} from "./run-rate.ts";
import { separabilityOf } from "./separable.ts";
import { ownTerms, type Terms } from "./terms.ts";

/** A run rate to which nodes are added, or from which they are taken again; by a book that is separable at first. */
export interface RunningRate {
  add(node: MeteredNode, times: 1 | -1): void;
  rate(): RunRate;
  /** What all nodes use of what is priced in bands; the same list until that changes. */
  banded(): readonly ItemUse[];
}

/** Forgotten all at once beyond this many. */
const COSTS_KEPT = 5000;

export function createRunningRate(terms: Terms, at: Instant): RunningRate {
  const work = runCosts(terms, at);
  const items = createItemUses(terms.book);
  const { isBanded } = separabilityOf(ownTerms(terms, { start: 0, end: 1 }, "").book);
  const bandedKeys = new Set<string>();
  let banded: readonly ItemUse[] | undefined;
  /** Of one unit of each item. */
  const units = new Map<string, RunCost>();
  const costs = new Map<string, RunCost>();
  const stale = new Set<string>();
  let sum = FREE;
  let rate: RunRate | undefined;
  const costOf = (key: string): RunCost | undefined => {
    const use = items.get(key);
    if (use === undefined) return undefined;
    if (isBanded(use)) return work(segmentsOf(use, quantityOf(use)));
    let unit = units.get(key);
    if (unit === undefined) {
      if (units.size >= COSTS_KEPT) units.clear();
      units.set(key, (unit = work(segmentsOf(use))));
    }
    return itemCost(unit, use);
  };
  const refresh = (): void => {
    for (const key of stale) {
      const [before, now] = [costs.get(key), costOf(key)];
      if (before !== undefined) sum = addCosts(sum, before, -1);
      if (now === undefined) costs.delete(key);
      else {
        sum = addCosts(sum, now);
        costs.set(key, now);
      }
    }
    stale.clear();
  };
  return {
    add: (node, times) => {
      for (const key of items.add(node, times)) {
        stale.add(key);
        const use = items.get(key);
        if (use !== undefined && isBanded(use)) bandedKeys.add(key);
        if (bandedKeys.has(key)) banded = undefined;
      }
      rate = undefined;
    },
    rate: () => {
      if (rate === undefined) refresh();
      return (rate ??= runRateOf(sum, terms.book.currency));
    },
    banded: () => (banded ??= [...bandedKeys].flatMap((key) => items.get(key) ?? [])),
  };
}
