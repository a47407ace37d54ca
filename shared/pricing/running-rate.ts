import type { Instant } from "../base/clock.ts";
import type { MeteredNode } from "./node-lines.ts";
import {
  addCosts,
  createItemUses,
  FREE,
  itemCost,
  runCosts,
  runRateOf,
  segmentsOf,
  type RunCost,
  type RunRate,
} from "./run-rate.ts";
import type { Terms } from "./terms.ts";

/** A run rate to which nodes are added, or from which they are taken again; by a book that is separable. */
export interface RunningRate {
  add(node: MeteredNode, times: 1 | -1): void;
  rate(): RunRate;
}

/** Forgotten all at once beyond this many. */
const COSTS_KEPT = 5000;

export function createRunningRate(terms: Terms, at: Instant): RunningRate {
  const work = runCosts(terms, at);
  const items = createItemUses(terms.book);
  /** Of one unit of each item. */
  const units = new Map<string, RunCost>();
  const costs = new Map<string, RunCost>();
  const stale = new Set<string>();
  let sum = FREE;
  let rate: RunRate | undefined;
  const costOf = (key: string): RunCost | undefined => {
    const use = items.get(key);
    if (use === undefined) return undefined;
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
      for (const key of items.add(node, times)) stale.add(key);
      rate = undefined;
    },
    rate: () => {
      if (rate === undefined) refresh();
      return (rate ??= runRateOf(sum, terms.book.currency));
    },
  };
}
