import { Cuts, FAR, FREE, NEAR, type CutEdge } from "./cuts.ts";
import type { Steps } from "../../base/steps.ts";
import { TOLERANCE } from "./problem.ts";

/** Bundles: items linked to each other, and what their links to all others ask for together. Many, so in few arrays. */
export interface BundleList {
  /** The items of all bundles one after the other, and where those of each begin and the last end. */
  readonly items: Int32Array;
  readonly first: Int32Array;
  /** Per bundle. */
  readonly mbps: Float64Array;
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

/** What flows from what is in to what is out. */
interface Flow {
  /** So much was seen to, and no more than so much could. */
  readonly mbps: number;
  readonly most: number;
  /** The one item that is in since no more could flow; −1 where others changed too. */
  readonly last: number;
}

const UNKNOWN: Flow = { mbps: 0, most: Infinity, last: -1 };

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
  /** What a bundle's links to others ask for at most; and what any two such amounts that differ do so by at least. */
  readonly #mostMbps: number;
  readonly #unit: number;
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
  /** What was found, as in the list of it. */
  readonly #items: number[] = [];
  readonly #begins: number[] = [0];
  readonly #cutMbps: number[] = [];
  #decisions = 0;

  constructor(count: number, edges: readonly CutEdge[], limits: BundleLimits) {
    this.#limits = limits;
    this.#mostMbps = limits.mbps + TOLERANCE;
    this.#unit = edges.reduce((unit, { weight }) => commonUnit(unit, weight), 0);
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
  *all(): Steps<BundleList | null> {
    let before = 0;
    for (const [index, root] of this.#roots().entries()) {
      this.#most = this.#limits.work * (index === 0 ? MOST_FOR_FIRST : 1);
      // As long as the roots before can be cut off from all others, what is too many has to be.
      if (before <= this.#mostMbps) this.#begin(root, this.#sized, this.#ofItem);
      else if ((this.#toOut[root] ?? 0) <= this.#mostMbps) this.#begin(root, this.#cuts, 0);
      if (this.work > this.#most) return null;
      this.#decide(root, FAR);
      before += this.#own[root] ?? 0;
      yield;
    }
    return {
      items: new Int32Array(this.#items),
      first: new Int32Array(this.#begins),
      mbps: new Float64Array(this.#cutMbps),
    };
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
    const limit = mbps + ofItem * items + TOLERANCE;
    this.#decide(root, NEAR);
    this.#descend({ cuts, limit, ofItem }, this.#toOut[root] ?? 0, UNKNOWN);
    this.#undo(root, NEAR);
  }

  /** `cut`: what the links that are cut by now ask for; `before`: what flowed from what is in to what is out. */
  #descend(descent: Descent, cut: number, before: Flow): void {
    this.#decisions += 1;
    if (this.work > this.#most) return;
    const next = this.#mostDrawn();
    if (next === -1) return this.#keep(cut);
    const flow = this.#flowOf(descent, before);
    if (flow.mbps > descent.limit) return;
    if (this.#isLargest(descent, flow)) return this.#keep(this.#around);
    const mark = descent.cuts.mark();
    const [toIn, toOut] = [this.#toIn[next] ?? 0, this.#toOut[next] ?? 0];
    if (this.#inside.length < this.#limits.items && cut + toOut <= this.#mostMbps) {
      this.#decide(next, NEAR);
      this.#descend(descent, cut + toOut, this.#moreOf(descent, flow, next, toIn));
      this.#undo(next, NEAR);
      descent.cuts.rewind(mark);
    }
    if (cut + toIn > this.#mostMbps) return;
    this.#decide(next, FAR);
    this.#descend(descent, cut + toIn, this.#moreOf(descent, flow, next, toOut));
    this.#undo(next, FAR);
  }

  /** What is in is a bundle. */
  #keep(mbps: number): void {
    for (const item of this.#inside) this.#items.push(item);
    this.#begins.push(this.#items.length);
    this.#cutMbps.push(mbps);
  }

  /** What flows now, as far as that tells something: that it is too much, or that all that is around is used. */
  #flowOf({ cuts, limit, ofItem }: Descent, before: Flow): Flow {
    // No more flows than where all that is not decided stays out.
    const around = this.#around + ofItem * this.#inside.length;
    const most = Math.min(before.most, around);
    const isEnough = before.mbps >= around - TOLERANCE;
    if (isEnough || (most <= limit && most < around - TOLERANCE)) return { ...before, most };
    const from = before.last === -1 ? this.#inside : [before.last];
    const mbps = cuts.flow(this.#side, limit, { more: before.mbps, most, from });
    return { mbps, most: mbps, last: -1 };
  }

  /** What may flow after one more decision: no more than if the item left its side of the nearest cut. */
  #moreOf({ ofItem }: Descent, { mbps, most }: Flow, next: number, toSide: number): Flow {
    const more = Math.max(0, (this.#own[next] ?? 0) + ofItem - 2 * toSide);
    const isNear = this.#side[next] === NEAR;
    return { mbps, most: most + more, last: isNear && mbps === most ? next : -1 };
  }

  /** Whether what is in is a bundle, and none is with more than that: from all that is linked to it more would flow. */
  #isLargest({ cuts, ofItem }: Descent, { mbps }: Flow): boolean {
    const around = this.#around;
    if (ofItem > 0 || around > this.#mostMbps || mbps < around - TOLERANCE) return false;
    if (around + this.#unit <= this.#mostMbps) return false;
    return cuts.allLead(this.#side, this.#beside.subarray(0, this.#mates));
  }

  /** Of what is linked to the bundle and not decided, what has most links into it; −1 for nothing. */
  #mostDrawn(): number {
    const beside = this.#beside;
    const side = this.#side;
    const toIn = this.#toIn;
    let best = -1;
    let most = 0;
    for (let at = 0; at < this.#mates; at++) {
      const item = beside[at] ?? 0;
      const drawn = side[item] === FREE ? (toIn[item] ?? 0) : 0;
      if (drawn > most) {
        best = item;
        most = drawn;
      }
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
    const end = this.#first[item + 1] ?? 0;
    for (let at = this.#first[item] ?? 0; at < end; at++) {
      const to = this.#to[at] ?? 0;
      sums[to] = (sums[to] ?? 0) + sign * (this.#mbps[at] ?? 0);
    }
  }
}

/** The greatest amount of which both are multiples: next to nothing where they are no whole numbers. */
function commonUnit(a: number, b: number): number {
  return b === 0 ? a : commonUnit(b, a % b);
}
