import type { Instant } from "../base/clock.ts";
import { Decimal, decimalText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { MeterUse } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { RateCard } from "./rate-card.ts";
import { itemCosts, totalOf, type ItemCost, type RunRate } from "./run-rate.ts";

/** A run rate to which nodes are added, or from which they are taken again. */
export interface RunningRate {
  add(node: ResolvedNode, times: 1 | -1): void;
  rate(): RunRate;
}

/** How much of one item all nodes use. */
interface ItemUse {
  readonly use: MeterUse;
  readonly quantity: Decimal;
  /** Uses, so that what nobody uses any more is dropped. */
  readonly uses: number;
}

/** Forgotten all at once beyond this many. */
const COSTS_KEPT = 5000;

export function createRunningRate(catalogue: Catalogue, card: RateCard, at: Instant): RunningRate {
  const work = itemCosts(catalogue, card, at);
  const known = new Map<string, ItemCost>();
  // Undo, or one taken away after one came, leads to quantities that were there before.
  const costOf = (key: string, { meter, item }: MeterUse, amount: Decimal): ItemCost => {
    const quantity = decimalText(amount);
    let cost = known.get(`${key} ${quantity}`);
    if (cost === undefined) {
      if (known.size >= COSTS_KEPT) known.clear();
      known.set(`${key} ${quantity}`, (cost = work({ meter, item, quantity })));
    }
    return cost;
  };
  const items = new Map<string, ItemUse>();
  const costs = new Map<string, ItemCost>();
  let rate: RunRate | undefined;
  return {
    add: ({ meters, count }, times) => {
      for (const use of meters) {
        const key = `${use.meter} ${use.item}`;
        const known = items.get(key);
        const added = new Decimal(use.quantity).times(count).times(times);
        const uses = (known?.uses ?? 0) + times;
        if (uses === 0) items.delete(key);
        else items.set(key, { use, quantity: added.plus(known?.quantity ?? 0), uses });
        costs.delete(key);
        rate = undefined;
      }
    },
    rate: () => {
      for (const [key, { use, quantity }] of items)
        if (!costs.has(key)) costs.set(key, costOf(key, use, quantity));
      return (rate ??= totalOf([...costs.values()], card));
    },
  };
}
