import { Cholesky } from "./cholesky.ts";

/** A step goes so much of the way to where something would become negative. */
const REACH = 0.95;

/** The first prices leave so much of each limit at least, and are the same for all items for so much of them. */
const ROOM = 0.2;
const EVEN = 0.5;

/** From prices that are less than this below the dearest there is no step that numbers could tell. */
const NOTHING = 1e-10;

/** Sets of items, each with the most that its items may be worth together. */
export interface Packing {
  /** So many items there are; each is in some set. */
  readonly count: number;
  /** The items of all sets one after the other, and where those of each begin. */
  readonly items: Int32Array;
  readonly first: Int32Array;
  /** Per set: above 0. */
  readonly limits: Float64Array;
}

/** A step that could be made: by how much each number would change. */
interface Change {
  readonly prices: Float64Array;
  readonly idle: Float64Array;
  readonly worth: Float64Array;
  readonly taken: Float64Array;
}

/**
 * Prices of items, none below 0, that come to as much as they can while no set is worth more than its limit. It is a
 * linear program with many rows and few variables, for which an interior-point method takes few steps (that of
 * Mehrotra, with predictor and corrector); the prices keep to the limits after each of them.
 */
export class PackingPrices {
  /** Per item. */
  readonly prices: Float64Array;
  /** Operations made so far, and those of one step. */
  work = 0;
  readonly workOfStep: number;
  readonly #packing: Packing;
  /** Per set: what is left of its limit. */
  readonly #left: Float64Array;
  /** The multipliers: per set how much of it is taken, so that the sets hold each item once or more; per item how much more. */
  readonly #taken: Float64Array;
  readonly #idle: Float64Array;
  /** Per item: how much of it the sets hold. */
  readonly #held: Float64Array;
  readonly #equations: Cholesky;
  readonly #side: Float64Array;
  /** Straight to the end, which tells how far that leads, and then with regard to it. */
  readonly #predicted: Change;
  readonly #corrected: Change;

  /** `begin`: prices of any size to begin near. */
  constructor(packing: Packing, begin: Float64Array) {
    const { count, limits, items, first } = packing;
    this.#packing = packing;
    this.#left = new Float64Array(limits.length);
    this.#taken = new Float64Array(limits.length);
    this.#idle = new Float64Array(count);
    this.#held = new Float64Array(count);
    this.#side = new Float64Array(count);
    this.#equations = new Cholesky(count);
    this.#predicted = changeOf(packing);
    this.#corrected = changeOf(packing);
    const pairs = limits.reduce(
      (sum, _, set) => sum + ((first[set + 1] ?? 0) - (first[set] ?? 0)) ** 2 / 2,
      0,
    );
    this.workOfStep = pairs + count ** 3 / 3 + 6 * items.length;
    const sum = begin.reduce((all, price) => all + price, 0) || 1;
    this.prices = begin.map((price) => (1 - EVEN) * (price / sum) + EVEN / count);
    this.#begin();
  }

  /** No prices within the limits come to more than this; Infinity where nothing is known yet. */
  get bound(): number {
    const least = this.#held.reduce((min, own) => Math.min(min, own), Infinity);
    const { limits } = this.#packing;
    const sum = this.#taken.reduce((all, own, set) => all + own * (limits[set] ?? 0), 0);
    return least > 0 ? sum / least : Infinity;
  }

  /** Prices nearer to the dearest; nothing where they are as near as numbers tell. */
  improve(): void {
    const gap = this.#gap(null);
    if (gap < NOTHING) return;
    this.#gather();
    this.#equations.factorise();
    this.#aim(this.#predicted, 0, null);
    const after = this.#gap(this.#predicted);
    const pairs = this.#left.length + this.prices.length;
    this.#aim(this.#corrected, ((after / gap) ** 3 * gap) / pairs, this.#predicted);
    const { prices, idle, worth, taken } = this.#corrected;
    const [by, byMultipliers] = this.#reachOf(this.#corrected, REACH);
    for (let item = 0; item < prices.length; item++) {
      this.prices[item] = (this.prices[item] ?? 0) + by * (prices[item] ?? 0);
      this.#idle[item] = (this.#idle[item] ?? 0) + byMultipliers * (idle[item] ?? 0);
    }
    for (let set = 0; set < worth.length; set++) {
      this.#left[set] = (this.#left[set] ?? 0) - by * (worth[set] ?? 0);
      this.#taken[set] = (this.#taken[set] ?? 0) + byMultipliers * (taken[set] ?? 0);
    }
    this.#hold();
    this.work += this.workOfStep;
  }

  /** Makes the prices small enough, and all products of what is left and its multiplier the same. */
  #begin(): void {
    const { limits } = this.#packing;
    const [left, taken] = [this.#left, this.#taken];
    this.#reckon(this.prices, left);
    const most = left.reduce((all, worth, set) => Math.max(all, worth / (limits[set] ?? 1)), 0);
    const scale = (1 - ROOM) / most;
    for (let item = 0; item < this.prices.length; item++)
      this.prices[item] = (this.prices[item] ?? 0) * scale;
    for (let set = 0; set < left.length; set++) {
      left[set] = (limits[set] ?? 0) - (left[set] ?? 0) * scale;
      taken[set] = 1 / (left[set] ?? 1);
    }
    this.#hold();
    const even = this.prices.length / this.#held.reduce((sum, own) => sum + own, 0);
    for (let set = 0; set < taken.length; set++) taken[set] = (taken[set] ?? 0) * even;
    this.prices.forEach((price, item) => (this.#idle[item] = even / price));
    this.#hold();
  }

  /** The sum of all products of what is left and its multiplier: now, or as far along a step as it may be gone. */
  #gap(change: Change | null): number {
    const [by, byMultipliers] = change === null ? [0, 0] : this.#reachOf(change, 1);
    const { prices, idle, worth, taken } = change ?? this.#predicted;
    let sum = 0;
    for (let item = 0; item < prices.length; item++) {
      const price = (this.prices[item] ?? 0) + by * (prices[item] ?? 0);
      sum += price * ((this.#idle[item] ?? 0) + byMultipliers * (idle[item] ?? 0));
    }
    for (let set = 0; set < worth.length; set++) {
      const left = (this.#left[set] ?? 0) - by * (worth[set] ?? 0);
      sum += left * ((this.#taken[set] ?? 0) + byMultipliers * (taken[set] ?? 0));
    }
    return sum;
  }

  /** The equations for a step: per pair of items, how much the sets with both of them let the one suffer for the other. */
  #gather(): void {
    const { items, first, limits, count } = this.#packing;
    const { rows } = this.#equations;
    rows.fill(0);
    for (let item = 0; item < count; item++)
      rows[item * count + item] = (this.#idle[item] ?? 0) / (this.prices[item] ?? 1);
    for (let set = 0; set < limits.length; set++) {
      const weight = (this.#taken[set] ?? 0) / (this.#left[set] ?? 1);
      const [begin, end] = [first[set] ?? 0, first[set + 1] ?? 0];
      for (let one = begin; one < end; one++) {
        const item = items[one] ?? 0;
        for (let two = begin; two <= one; two++) {
          const other = items[two] ?? 0;
          const place = item > other ? item * count + other : other * count + item;
          rows[place] = (rows[place] ?? 0) + weight;
        }
      }
    }
  }

  /**
   * Newton's step to where all products are `centre` and the sets hold each item once, with the products of what
   * another step would change, which Newton leaves out.
   */
  #aim(change: Change, centre: number, before: Change | null): void {
    const { items, first } = this.#packing;
    const [side, prices, left, taken, idle] = [
      this.#side,
      this.prices,
      this.#left,
      this.#taken,
      this.#idle,
    ];
    // Per product, what it should be: kept in the change of its multiplier until that is known.
    for (let item = 0; item < prices.length; item++) {
      const own = centre - (before?.prices[item] ?? 0) * (before?.idle[item] ?? 0);
      change.idle[item] = own;
      side[item] = 1 - (this.#held[item] ?? 0) + own / (prices[item] ?? 1);
    }
    for (let set = 0, at = 0; set < left.length; set++) {
      const own = centre + (before?.worth[set] ?? 0) * (before?.taken[set] ?? 0);
      change.taken[set] = own;
      const more = own / (left[set] ?? 1) - (taken[set] ?? 0);
      for (const end = first[set + 1] ?? 0; at < end; at++) {
        const item = items[at] ?? 0;
        side[item] = (side[item] ?? 0) - more;
      }
    }
    this.#equations.solve(side, change.prices);
    this.#reckon(change.prices, change.worth);
    for (let set = 0; set < left.length; set++) {
      const own = (change.taken[set] ?? 0) + (taken[set] ?? 0) * (change.worth[set] ?? 0);
      change.taken[set] = own / (left[set] ?? 1) - (taken[set] ?? 0);
    }
    for (let item = 0; item < prices.length; item++) {
      const own = (change.idle[item] ?? 0) - (idle[item] ?? 0) * (change.prices[item] ?? 0);
      change.idle[item] = own / (prices[item] ?? 1) - (idle[item] ?? 0);
    }
  }

  /** So much of a step may be made by prices and by multipliers: all of it, or a share of what leaves none negative. */
  #reachOf({ prices, worth, taken, idle }: Change, share: number): [number, number] {
    let [most, mostOfMultipliers] = [1 / share, 1 / share];
    for (let item = 0; item < prices.length; item++) {
      const [by, byMultiplier] = [prices[item] ?? 0, idle[item] ?? 0];
      if (by < 0) most = Math.min(most, -(this.prices[item] ?? 0) / by);
      if (byMultiplier < 0)
        mostOfMultipliers = Math.min(mostOfMultipliers, -(this.#idle[item] ?? 0) / byMultiplier);
    }
    for (let set = 0; set < worth.length; set++) {
      const [by, byMultiplier] = [worth[set] ?? 0, taken[set] ?? 0];
      if (by > 0) most = Math.min(most, (this.#left[set] ?? 0) / by);
      if (byMultiplier < 0)
        mostOfMultipliers = Math.min(mostOfMultipliers, -(this.#taken[set] ?? 0) / byMultiplier);
    }
    return [most * share, mostOfMultipliers * share];
  }

  /** What each set is worth by some prices. */
  #reckon(prices: Float64Array, worth: Float64Array): void {
    const { items, first } = this.#packing;
    for (let set = 0, at = 0; set < worth.length; set++) {
      let sum = 0;
      for (const end = first[set + 1] ?? 0; at < end; at++) sum += prices[items[at] ?? 0] ?? 0;
      worth[set] = sum;
    }
  }

  #hold(): void {
    const { items, first } = this.#packing;
    this.#held.fill(0);
    for (let set = 0, at = 0; set < this.#taken.length; set++) {
      const own = this.#taken[set] ?? 0;
      for (const end = first[set + 1] ?? 0; at < end; at++) {
        const item = items[at] ?? 0;
        this.#held[item] = (this.#held[item] ?? 0) + own;
      }
    }
  }
}

function changeOf({ count, limits }: Packing): Change {
  return {
    prices: new Float64Array(count),
    idle: new Float64Array(count),
    worth: new Float64Array(limits.length),
    taken: new Float64Array(limits.length),
  };
}
