import type { Steps } from "../../base/steps.ts";
import type { Bundle } from "./bundles.ts";
import { TOLERANCE } from "./problem.ts";
import { Random } from "./random.ts";

/** What leaves a switch is counted in so many steps of the most that may, rounded down. */
const STEPS = 60;

/** So many loads are exchanged for each item at most. */
const MOST_EXCHANGES = 12;

/** How much of the prices that proved most so far is kept: those of the program alone swing to and fro. */
const STEADY = 0.85;

/** Prices are sums of many numbers: they prove what they do by more than this. */
const MARGIN = 1e-6;

/** What cannot be proven is not reckoned nearer than this. */
const NEARLY = 1.04;

/** How far the items are from counting once, at most: of equal ones the program would go round in circles. */
const UNEVEN = 1e-4;

/**
 * Looks for a proof that items have no room: prices of them by which all switches together, each with the dearest load
 * it could have, hold less than all items are worth. A load are bundles whose links to others share what a switch lets
 * in and out. The prices are near those of a linear program (the fewest switches that hold every item once, when loads
 * may be had in parts), solved by generating its columns; what they prove is reckoned anew from all bundles.
 */
export class BundlePrices {
  /** Per item: the price that proves most. */
  readonly best: Float64Array;
  /** Steps made so far. */
  work = 0;
  readonly #count: number;
  readonly #bundles: readonly Bundle[];
  /** Per item: the price that is tried, and the one that the program says. */
  readonly #tried: Float64Array;
  readonly #exact: Float64Array;
  /** What all items are worth by the best prices, beside what all switches can hold. */
  #share = 0;
  /** Per bundle: how many steps of what leaves a switch it takes. */
  readonly #stepsOf: Int32Array;
  /** Per switch: how many steps it has. */
  readonly #roomOf: Int32Array;
  /** Per number of steps: the dearest bundle of so many and what it is worth, and the dearest load of at most so many. */
  readonly #dearest = new Int32Array(STEPS + 1);
  readonly #worthOfOne = new Float64Array(STEPS + 1);
  readonly #worth = new Float64Array(STEPS + 1);
  /** Per load: the steps of the bundle that was added last, 0 for none. */
  readonly #added = new Int32Array(STEPS + 1);

  /** `bundles`: all that any switch could hold; `mbps`: what each switch lets in and out; `begin`: prices to try first. */
  constructor(bundles: readonly Bundle[], mbps: readonly number[], begin: Float64Array) {
    this.#count = begin.length;
    this.#bundles = bundles;
    const step = Math.max(...mbps) / STEPS;
    const stepsOf = (amount: number): number => Math.floor(amount / step + TOLERANCE);
    this.#stepsOf = Int32Array.from(bundles, (bundle) => stepsOf(bundle.mbps));
    this.#roomOf = Int32Array.from(mbps, stepsOf);
    this.best = begin.slice();
    this.#tried = begin.slice();
    this.#exact = new Float64Array(begin.length).fill(1);
  }

  /**
   * What all items are worth beside what all switches can hold: above 1 they provably have no room. Else about as much as
   * any prices come to, or less where that takes more work than `most`. A step exchanges one load.
   */
  *prove(most: number): Steps<number> {
    const count = this.#count;
    this.#try(1);
    const loads = new Basis(count);
    const load = new Float64Array(count);
    for (let exchange = 0; this.#share <= 1; exchange++) {
      if (exchange > MOST_EXCHANGES * count || this.work > most) break;
      this.#try(STEADY);
      if (this.#gainOf(load) <= MARGIN) this.#try(0);
      const gain = this.#gainOf(load);
      const isOver = gain <= MARGIN || this.#isInVain(loads.parts);
      if (isOver || !loads.exchange(load, gain, this.#exact)) break;
      this.work += 2 * count * count;
      yield;
    }
    return this.#share;
  }

  /** Reckons with prices so near to the best ones, and remembers them if they prove more. */
  #try(steady: number): void {
    for (let item = 0; item < this.#count; item++)
      this.#tried[item] = steady * (this.best[item] ?? 0) + (1 - steady) * (this.#exact[item] ?? 0);
    this.#reckon();
    const held = this.#roomOf.reduce((sum, steps) => sum + (this.#worth[steps] ?? 0), 0);
    const share =
      this.#tried.reduce((sum, price) => sum + price, 0) / (held * (1 + MARGIN) + MARGIN);
    if (share <= this.#share) return;
    this.#share = share;
    this.best.set(this.#tried);
  }

  /** Makes it the load that is dearest by the prices that are tried; by how much it is too dear for the program. */
  #gainOf(load: Float64Array): number {
    this.#dearestLoad(load);
    return load.reduce((sum, times, item) => sum + times * (this.#exact[item] ?? 0), -1);
  }

  /** Whether the loads that are had by now go on the switches, which are all alike, and hardly fewer ever will. */
  #isInVain(parts: Float64Array): boolean {
    const areAlike = this.#roomOf.every((steps) => steps === STEPS);
    const share = parts.reduce((sum, part) => sum + part, 0) / this.#roomOf.length;
    return areAlike && share < Math.min(1, this.#share * NEARLY);
  }

  /** What bundles and loads are worth by the prices as they are. */
  #reckon(): void {
    this.#dearest.fill(-1);
    this.#worthOfOne.fill(0);
    let free = 0;
    for (const [index, { items }] of this.#bundles.entries()) {
      let worth = 0;
      for (const item of items) worth += this.#tried[item] ?? 0;
      this.work += items.length;
      const steps = this.#stepsOf[index] ?? 0;
      // Those that need nothing of what leaves a switch may all be there.
      if (steps === 0) free += Math.max(0, worth);
      else if (worth > (this.#worthOfOne[steps] ?? 0)) {
        this.#worthOfOne[steps] = worth;
        this.#dearest[steps] = index;
      }
    }
    this.#worth[0] = free;
    for (let steps = 1; steps <= STEPS; steps++) this.#reckonLoad(steps);
  }

  #reckonLoad(steps: number): void {
    let [most, added] = [this.#worth[steps - 1] ?? 0, 0];
    for (let own = 1; own <= steps; own++) {
      if (this.#dearest[own] === -1) continue;
      const worth = (this.#worth[steps - own] ?? 0) + (this.#worthOfOne[own] ?? 0);
      if (worth > most) [most, added] = [worth, own];
    }
    this.work += steps;
    this.#worth[steps] = most;
    this.#added[steps] = added;
  }

  /** How often each item is in the dearest load of all. */
  #dearestLoad(load: Float64Array): void {
    load.fill(0);
    const add = (bundle: Bundle | undefined): void => {
      for (const item of bundle?.items ?? []) load[item] = (load[item] ?? 0) + 1;
    };
    for (let steps = STEPS; steps > 0;) {
      const own = this.#added[steps] ?? 0;
      if (own > 0) add(this.#bundles[this.#dearest[own] ?? -1]);
      steps -= Math.max(1, own);
    }
    for (const [index, bundle] of this.#bundles.entries()) {
      if (this.#stepsOf[index] !== 0) continue;
      const worth = bundle.items.reduce((sum, item) => sum + (this.#tried[item] ?? 0), 0);
      if (worth > 0) add(bundle);
    }
  }
}

/** Loads that hold every item once, as the simplex method exchanges them: at first each item by itself. */
class Basis {
  /** Per load: how much of it there is. */
  readonly parts: Float64Array;
  readonly #inverse: readonly Float64Array[];
  readonly #column: Float64Array;

  constructor(count: number) {
    const random = new Random(1);
    this.parts = new Float64Array(count).map(() => 1 + UNEVEN * random.next());
    this.#inverse = Array.from({ length: count }, (_, index) => {
      const row = new Float64Array(count);
      row[index] = 1;
      return row;
    });
    this.#column = new Float64Array(count);
  }

  /** Takes in a load that saves so much and changes the prices to match; false where nothing would go out for it. */
  exchange(load: Float64Array, gain: number, prices: Float64Array): boolean {
    const column = this.#column;
    for (const [index, row] of this.#inverse.entries()) {
      let sum = 0;
      for (let item = 0; item < load.length; item++) sum += (row[item] ?? 0) * (load[item] ?? 0);
      column[index] = sum;
    }
    const leaving = this.#leaving();
    const row = this.#inverse[leaving];
    if (row === undefined) return false;
    const by = gain / (column[leaving] ?? 1);
    for (let item = 0; item < row.length; item++)
      prices[item] = (prices[item] ?? 0) - by * (row[item] ?? 0);
    this.#eliminate(row, leaving);
    return true;
  }

  /** The load of which nothing is left first; −1 for none. */
  #leaving(): number {
    let [leaving, least] = [-1, Infinity];
    for (const [index, own] of this.#column.entries()) {
      const ratio = own > MARGIN ? (this.parts[index] ?? 0) / own : Infinity;
      if (ratio < least) [leaving, least] = [index, ratio];
    }
    return leaving;
  }

  /** Gauss and Jordan: the column becomes 1 in the leaving row and 0 elsewhere. */
  #eliminate(row: Float64Array, leaving: number): void {
    const { parts } = this;
    const pivot = this.#column[leaving] ?? 1;
    for (let item = 0; item < row.length; item++) row[item] = (row[item] ?? 0) / pivot;
    parts[leaving] = (parts[leaving] ?? 0) / pivot;
    for (const [index, other] of this.#inverse.entries()) {
      const times = this.#column[index] ?? 0;
      if (index === leaving || times === 0) continue;
      for (let item = 0; item < other.length; item++)
        other[item] = (other[item] ?? 0) - times * (row[item] ?? 0);
      parts[index] = (parts[index] ?? 0) - times * (parts[leaving] ?? 0);
    }
  }
}
