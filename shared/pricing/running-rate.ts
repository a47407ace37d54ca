import type { Instant } from "../base/clock.ts";
import { decimalText } from "../base/money.ts";
import type { MeteredNode } from "./node-lines.ts";
import {
  createItemUses,
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
  const items = createItemUses();
  // Undo, or one taken away after one came, leads to quantities that were there before.
  const known = new Map<string, RunCost>();
  const costs = new Map<string, RunCost>();
  let rate: RunRate | undefined;
  const refresh = (): void => {
    for (const [key, use] of items.entries()) {
      if (costs.has(key)) continue;
      const amount = `${key} ${decimalText(use.quantity)}`;
      let cost = known.get(amount);
      if (cost === undefined) {
        if (known.size >= COSTS_KEPT) known.clear();
        known.set(amount, (cost = work(segmentsOf(use))));
      }
      costs.set(key, cost);
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
