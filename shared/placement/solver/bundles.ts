import { Cuts, FAR, FREE, NEAR, type CutEdge } from "./cuts.ts";
import type { Steps } from "../../base/steps.ts";
import { TOLERANCE } from "./problem.ts";

/** Items linked to each other, and what their links to all others ask for together. */
export interface Bundle {
  readonly items: readonly number[];
  readonly mbps: number;
}

/** What a bundle may have at most, and how much may be spent on finding all of them. */
interface BundleLimits {
  readonly items: number;
  readonly mbps: number;
  readonly work: number;
}

/** A search with one root: what it cuts with, and for how much at most. */
interface Descent {
  readonly cuts: Cuts;
  readonly limit: number;
  readonly ofItem: number;
}

/** What one more decision costs beside the flows. */
const WORK_OF_A_DECISION = 60;

/** The first root has most bundles: when it takes more than this share, all of them and the prices will take too much. */
const MOST_FOR_FIRST = 0.25;

/** What an item is amid is looked at so many links far. */
const STEPS_AROUND = 2;

/**
 * Every bundle there is within the limits. One item after the other is the root of those with it and without the roots
 * before; what is linked to a bundle goes in or stays out, as long as a cut between the two is cheap enough.
 */
export class Bundles {
  readonly #limits: BundleLimits;
  readonly #cuts: Cuts;
  /** One node more, that every item pulls to a little: what has to be cut off for all that are too many. */
  readonly #sized: Cuts;
  readonly #ofItem: number;
  /** The links of all items one after the other: to whom, and for how much; and where those of each begin. */
  readonly #first: Int32Array;
  readonly #to: Int32Array;
  readonly #mbps: Float64Array;
  /** NEAR what is in the bundle, FAR what is not, FREE what is not decided. */
  readonly #side: Uint8Array;
  /** Per item: what its links to those that are in, and to those that are out, ask for. */
  readonly #toIn: Float64Array;
  readonly #toOut: Float64Array;
  /** Per item: what all of its links ask for. */
  readonly #own: Float64Array;
  readonly #inside: number[] = [];
  /** The mates of all that are in, some more than once, and how many those are. */
  readonly #beside: Int32Array;
  #mates = 0;
  /** What all links from the bundle to others ask for, decided or not. */
  #around = 0;
  /** What may be spent for now. */
  #most = 0;
  readonly #found: Bundle[] = [];
  #decisions = 0;

  constructor(count: number, edges: readonly CutEdge[], limits: BundleLimits) {
    this.#limits = limits;
    this.#ofItem = (1.1 * limits.mbps) / Math.max(1, count - limits.items);
    const pulls = Array.from({ length: count }, (_, item): CutEdge => {
      return { a: item, b: count, weight: this.#ofItem };
    });
    this.#cuts = new Cuts(count, edges);
    this.#sized = new Cuts(count + 1, [...edges, ...pulls]);
    const ties = Array.from({ length: count }, (): { to: number; mbps: number }[] => []);
    for (const { a, b, weight } of edges) {
      ties[a]?.push({ to: b, mbps: weight });
      ties[b]?.push({ to: a, mbps: weight });
    }
    this.#first = new Int32Array(count + 1);
    ties.forEach((own, item) => (this.#first[item + 1] = (this.#first[item] ?? 0) + own.length));
    this.#to = Int32Array.from(ties.flat(), ({ to }) => to);
    this.#mbps = Float64Array.from(ties.flat(), ({ mbps }) => mbps);
    this.#beside = new Int32Array(this.#to.length);
    this.#side = new Uint8Array(count + 1).fill(FREE);
    this.#side[count] = FAR;
    this.#own = Float64Array.from(ties, (own) => own.reduce((sum, { mbps }) => sum + mbps, 0));
    this.#toIn = new Float64Array(count);
    this.#toOut = new Float64Array(count);
  }

  get work(): number {
    return this.#cuts.work + this.#sized.work + this.#decisions * WORK_OF_A_DECISION;
  }

  /** All of them, those of one root at a step; null when that takes too much. */
  *all(): Steps<readonly Bundle[] | null> {
    const roots = this.#roots();
    for (const [index, root] of roots.entries()) {
      const cut = this.#toOut[root] ?? 0;
      this.#most = this.#limits.work * (index === 0 ? MOST_FOR_FIRST : 1);
      if (index === 0) this.#begin(root, this.#sized, this.#ofItem);
      else if (cut <= this.#limits.mbps + TOLERANCE) this.#begin(root, this.#cuts, 0);
      if (this.work > this.#most) return null;
      this.#decide(root, FAR);
      yield;
    }
    return this.#found;
  }

  /** Those amid most links first: with them out of the way the rest hangs together less. */
  #roots(): readonly number[] {
    let amid: readonly number[] = [...this.#own];
    for (let step = 0; step < STEPS_AROUND; step++) {
      const before = amid;
      amid = before.map((own, item) => {
        const mates = this.#to.subarray(this.#first[item], this.#first[item + 1]);
        return mates.reduce((sum, to) => sum + (before[to] ?? 0), own);
      });
    }
    return [...amid.keys()].sort((a, b) => (amid[b] ?? 0) - (amid[a] ?? 0));
  }

  #begin(root: number, cuts: Cuts, ofItem: number): void {
    const { items, mbps } = this.#limits;
    this.#decide(root, NEAR);
    const limit = mbps + ofItem * items + TOLERANCE;
    this.#descend({ cuts, limit, ofItem }, this.#toOut[root] ?? 0, 0);
    this.#undo(root, NEAR);
  }

  /**
   * `cut`: what the links that are cut by now ask for; `flow`: what flowed from what is in to what is out before.
   */
  #descend(descent: Descent, cut: number, flow: number): void {
    const { cuts, limit, ofItem } = descent;
    this.#decisions += 1;
    if (cut > this.#limits.mbps + TOLERANCE || this.work > this.#most) return;
    const next = this.#mostDrawn();
    if (next === -1) {
      this.#found.push({ items: this.#inside.slice(), mbps: cut });
      return;
    }
    // No more flows than where all that is not decided stays out.
    const most = this.#around + ofItem * this.#inside.length;
    const flows =
      flow >= most - TOLERANCE
        ? flow
        : cuts.flow(this.#side, limit, { more: flow, most, from: this.#inside });
    if (flows > limit) return;
    const mark = cuts.mark();
    if (this.#inside.length < this.#limits.items) {
      this.#decide(next, NEAR);
      this.#descend(descent, cut + (this.#toOut[next] ?? 0), flows);
      this.#undo(next, NEAR);
      cuts.rewind(mark);
    }
    this.#decide(next, FAR);
    this.#descend(descent, cut + (this.#toIn[next] ?? 0), flows);
    this.#undo(next, FAR);
  }

  /** Of what is linked to the bundle and not decided, what has most links into it; −1 for nothing. */
  #mostDrawn(): number {
    const [beside, side, toIn] = [this.#beside, this.#side, this.#toIn];
    let [best, most] = [-1, 0];
    for (let at = 0; at < this.#mates; at++) {
      const item = beside[at] ?? 0;
      const drawn = side[item] === FREE ? (toIn[item] ?? 0) : 0;
      if (drawn > most) [best, most] = [item, drawn];
    }
    return best;
  }

  #decide(item: number, side: typeof NEAR | typeof FAR): void {
    this.#side[item] = side;
    if (side === FAR) return this.#add(this.#toOut, item, 1);
    this.#inside.push(item);
    this.#around += (this.#own[item] ?? 0) - 2 * (this.#toIn[item] ?? 0);
    this.#add(this.#toIn, item, 1);
    for (let at = this.#first[item] ?? 0; at < (this.#first[item + 1] ?? 0); at++)
      this.#beside[this.#mates++] = this.#to[at] ?? 0;
  }

  /** Takes back the last decision. */
  #undo(item: number, side: typeof NEAR | typeof FAR): void {
    this.#side[item] = FREE;
    if (side === FAR) return this.#add(this.#toOut, item, -1);
    this.#inside.pop();
    this.#add(this.#toIn, item, -1);
    this.#mates -= (this.#first[item + 1] ?? 0) - (this.#first[item] ?? 0);
    this.#around -= (this.#own[item] ?? 0) - 2 * (this.#toIn[item] ?? 0);
  }

  /** Adds what the links of an item ask for to the sums of its mates, or takes it away. */
  #add(sums: Float64Array, item: number, sign: 1 | -1): void {
    for (let at = this.#first[item] ?? 0; at < (this.#first[item + 1] ?? 0); at++) {
      const to = this.#to[at] ?? 0;
      sums[to] = (sums[to] ?? 0) + sign * (this.#mbps[at] ?? 0);
    }
  }
}
