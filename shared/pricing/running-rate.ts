import type { Instant } from "../base/clock.ts";
import type { MeteredNode } from "./node-lines.ts";
import {
  createItemUses,
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
  let rate: RunRate | undefined;
  const refresh = (): void => {
    for (const [key, use] of items.entries()) {
      if (costs.has(key)) continue;
      let unit = units.get(key);
      if (unit === undefined) {
        if (units.size >= COSTS_KEPT) units.clear();
        units.set(key, (unit = work(segmentsOf(use))));
      }
      costs.set(key, itemCost(unit, use));
    }
  };
  return {
    add: (node, times) => {
      for (const key of items.add(node, times)) costs.delete(key);
      rate = undefined;
    },
    rate: () => {
      if (rate === undefined) refresh();
      return (rate ??= runRateOf([...costs.values()], terms.book.currency));
    },
  };
}
