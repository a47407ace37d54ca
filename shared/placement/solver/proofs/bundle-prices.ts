import type { Steps } from "../../../base/steps.ts";
import type { BundleList } from "./bundles.ts";
import { PackingPrices, type Packing } from "./packing-prices.ts";
import { TOLERANCE } from "../problem.ts";

/** What leaves a switch is counted in so many steps of the most that may, rounded down. */
const STEPS = 60;

/** Prices are sums of many numbers: they prove what they do by more than this. */
const MARGIN = 1e-6;

/** What cannot be proven is not reckoned nearer than this. */
const NEARLY = 1.04;

/** So near to the dearest prices they are the dearest. */
const NEAR = 1.001;
const MOST_IMPROVEMENTS = 40;

/** So many steps what needs none is taken to need, and what no switch could hold, beside all that all switches have. */
const HARDLY = 0.1;
const TOO_MUCH = 2;

const OPERATIONS_OF_A_STEP = 8;

/**
 * Looks for a proof that items have no room: prices of them by which all switches together, each with the dearest load
 * it could have, hold less than all items are worth. A load are bundles whose links to others share what a switch lets
 * in and out. The prices are the dearest by which no bundle is worth more than its part of what all switches let out;
 * what they prove is reckoned anew with loads.
 */
export class BundlePrices {
  /** Per item: the price that proves most. */
  readonly best: Float64Array;
  readonly #packing: Packing;
  /** What was reckoned so far. */
  #operations = 0;
  #dearest: PackingPrices | null = null;
  /** What all items are worth by the best prices, beside what all switches can hold. */
  #share = 0;
  /** Per bundle: how many steps of what leaves a switch it takes. */
  readonly #stepsOf: Int32Array;
  /** Per switch: how many steps it has. */
  readonly #roomOf: Int32Array;
  /** Per number of steps: what the dearest bundle of so many is worth, and the dearest load of at most so many. */
  readonly #worthOfOne = new Float64Array(STEPS + 1);
  readonly #worth = new Float64Array(STEPS + 1);

  /** `bundles`: all that any switch could hold; `mbps`: what each switch lets in and out; `begin`: prices to try first. */
  constructor(bundles: BundleList, mbps: readonly number[], begin: Float64Array) {
    const step = Math.max(...mbps) / STEPS;
    const stepsOf = (amount: number): number => Math.floor(amount / step + TOLERANCE);
    this.#stepsOf = new Int32Array(bundles.mbps.map(stepsOf));
    this.#roomOf = Int32Array.from(mbps, stepsOf);
    const room = this.#roomOf.reduce((sum, own) => sum + own, 0);
    this.#packing = packingOf(
      begin.length,
      bundles,
      bundles.mbps.map((_, bundle) => Math.max(this.#stepsOf[bundle] ?? 0, HARDLY) / room),
    );
    this.best = begin.slice();
  }

  /** Steps made so far. */
  get work(): number {
    return (this.#operations + (this.#dearest?.work ?? 0)) / OPERATIONS_OF_A_STEP;
  }

  /**
   * What all items are worth beside what all switches can hold: above 1 they provably have no room. Else about as much as
   * any prices come to, or less where that takes more work than `most`.
   */
  *prove(most: number): Steps<number> {
    this.#try(this.best);
    if (this.#share > 1) return this.#share;
    const dearest = new PackingPrices(this.#packing, this.best);
    this.#dearest = dearest;
    const workOfStep = dearest.workOfStep / OPERATIONS_OF_A_STEP;
    for (let step = 0; step < MOST_IMPROVEMENTS; step++) {
      if (this.work + workOfStep > most) break;
      yield;
      dearest.improve();
      this.#try(dearest.prices);
      const { bound } = dearest;
      if (this.#share > 1 || bound < Math.max(1 / NEARLY, this.#share * NEAR)) break;
    }
    return this.#share;
  }

  /** Remembers prices if they prove more. */
  #try(prices: Float64Array): void {
    this.#reckon(prices);
    const held = this.#roomOf.reduce((sum, steps) => sum + (this.#worth[steps] ?? 0), 0);
    const worth = prices.reduce((sum, price) => sum + price, 0);
    const share = worth / (held + MARGIN * Math.max(held, worth));
    if (!(share > this.#share)) return;
    this.#share = share;
    this.best.set(prices);
  }

  /** What bundles and loads are worth. */
  #reckon(prices: Float64Array): void {
    const { items, first } = this.#packing;
    this.#worthOfOne.fill(0);
    let free = 0;
    for (let bundle = 0, at = 0; bundle < this.#stepsOf.length; bundle++) {
      let worth = 0;
      for (const end = first[bundle + 1] ?? 0; at < end; at++) worth += prices[items[at] ?? 0] ?? 0;
      const steps = this.#stepsOf[bundle] ?? 0;
      // Those that need nothing of what leaves a switch may all be there.
      if (steps === 0) free += Math.max(0, worth);
      else if (worth > (this.#worthOfOne[steps] ?? 0)) this.#worthOfOne[steps] = worth;
    }
    this.#operations += items.length;
    this.#worth[0] = free;
    for (let steps = 1; steps <= STEPS; steps++) {
      let dearest = this.#worth[steps - 1] ?? 0;
      for (let own = 1; own <= steps; own++)
        dearest = Math.max(dearest, (this.#worth[steps - own] ?? 0) + (this.#worthOfOne[own] ?? 0));
      this.#worth[steps] = dearest;
    }
  }
}

/** The bundles, and each item that is in none as a set of its own. */
function packingOf(count: number, bundles: BundleList, limits: Float64Array): Packing {
  const isIn = new Uint8Array(count);
  for (const item of bundles.items) isIn[item] = 1;
  const alone = Array.from(isIn.keys()).filter((item) => isIn[item] === 0);
  const [sets, end] = [limits.length, bundles.items.length];
  const items = new Int32Array(end + alone.length);
  const first = new Int32Array(sets + alone.length + 1);
  const all = new Float64Array(sets + alone.length).fill(TOO_MUCH);
  items.set(bundles.items);
  items.set(alone, end);
  first.set(bundles.first);
  alone.forEach((_, index) => (first[sets + index + 1] = end + index + 1));
  all.set(limits);
  return { count, items, first, limits: all };
}
