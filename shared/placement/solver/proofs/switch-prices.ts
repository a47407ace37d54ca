import type { Steps } from "../../../base/steps.ts";
import { BundlePrices } from "./bundle-prices.ts";
import { Bundles } from "./bundles.ts";
import { allApart, kernelOf, OUTSIDE, type Kernel } from "./kernel.ts";
import type { SwitchField } from "../exhaustive/switch-field.ts";
import { tiesAmong, type Ties } from "../exhaustive/ties.ts";

/** A step of a proof by prices, beside one of a search over switches. */
const WORK_OF_PROOFS = 0.25;

/** Beside this share of the items a kernel is small. */
const FEW_LEFT = 0.5;

/**
 * Proofs that items have no room because all switches together hold less than they are worth, whatever is divided how.
 * They are found where trunks are wide as well. Larger networks, cables of hosts and rules are left out of it.
 */
export class SwitchPrices {
  /** Steps made so far, some nanoseconds each. */
  work = 0;
  readonly #field: SwitchField;
  readonly #ties: Ties;
  /** What a link asks for on the average. */
  readonly #linkMbps: number;

  constructor(field: SwitchField, ties: Ties) {
    this.#field = field;
    this.#ties = ties;
    const { edges } = ties;
    this.#linkMbps = edges.reduce((sum, { weight }) => sum + weight, 0) / edges.length;
  }

  /**
   * What some of the items are worth beside what all switches can hold: above 1 they provably have no room by
   * themselves. Begins with given prices of all items, and leaves those there that prove most. 0 where that takes more
   * than so many steps.
   */
  *worth(items: Int32Array, prices: Float64Array, most: number): Steps<number> {
    const { mostPerSwitch, around } = this.#field;
    if (items.length <= mostPerSwitch || Math.max(...around) <= 0) return 0;
    const { edges } = this.#among(items);
    if (edges.length === 0) return 0;
    const end = this.work + most;
    const kernel = kernelOf(items.length, edges);
    const worth = yield* this.#worthOfClasses(kernel, items, prices, end);
    // Where little is left, what hosts there are says more than what trunks carry.
    if (worth > 1 || kernel.count > items.length * FEW_LEFT) return worth;
    return yield* this.#worthOfClasses(allApart(items.length, edges), items, prices, end);
  }

  /**
   * What the links of some of the items ask for beside what trees of them would, and what trunks carry beside that: each
   * item of a tree has two ends of links, and each tree two less. Well above 1 there is likely no room for them.
   */
  strain(items: Int32Array): number {
    const { edges } = this.#among(items);
    const unit = this.#linkMbps;
    const asked = edges.reduce((sum, { weight }) => sum + (2 * weight) / unit, -2 * items.length);
    const carried = this.#field.around.reduce((sum, own) => sum + Math.max(0, own / unit - 2), 0);
    return asked / Math.max(1, carried);
  }

  /** Prices of all items that prove much where their links make hardly any rings. */
  firstPrices(): Float64Array {
    const prices = new Float64Array(this.#field.problem.shapeOf.length).fill(-2);
    for (const { a, b, weight } of this.#ties.edges)
      for (const item of [a, b]) prices[item] = (prices[item] ?? 0) + weight / this.#linkMbps;
    return prices;
  }

  *#worthOfClasses(
    kernel: Kernel,
    items: Int32Array,
    prices: Float64Array,
    end: number,
  ): Steps<number> {
    if (kernel.count === 0) return 0;
    const { mostPerSwitch, around } = this.#field;
    const left = (end - this.work) / WORK_OF_PROOFS;
    const limits = { items: mostPerSwitch, mbps: Math.max(...around), work: left };
    const bundles = new Bundles(kernel.count, kernel.edges, limits);
    const all = yield* bundles.all();
    this.work += bundles.work * WORK_OF_PROOFS;
    if (all === null) return 0;
    const search = new BundlePrices(all, around, pricesOf(kernel, items, prices));
    const worth = yield* search.prove(left - bundles.work);
    this.work += search.work * WORK_OF_PROOFS;
    items.forEach((item, index) => {
      const own = search.best[kernel.classOf[index] ?? OUTSIDE] ?? 0;
      prices[item] = own * (kernel.parts[index] ?? 0);
    });
    return worth;
  }

  #among(items: Int32Array): Ties {
    return tiesAmong(this.#ties, items, this.#field.problem.shapeOf.length);
  }
}

/** What each class is worth by prices of all items. */
function pricesOf({ classOf, count }: Kernel, items: Int32Array, prices: Float64Array) {
  const sums = new Float64Array(count);
  classOf.forEach((own, index) => {
    if (own !== OUTSIDE) sums[own] = (sums[own] ?? 0) + (prices[items[index] ?? 0] ?? 0);
  });
  return sums.map((sum) => Math.max(0, sum));
}
