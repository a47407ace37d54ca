import { Cuts, FAR, FREE, NEAR, type CutEdge } from "../exhaustive/cuts.ts";
import type { Steps } from "../../../base/steps.ts";
import { TOLERANCE } from "../problem.ts";

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

/** What one more decision costs beside the flows. */
const WORK_OF_A_DECISION = 60;

/**
 * The first roots have most bundles: when so many of all roots take more than such a share of what may be spent, all of
 * them and the prices will take too much. Never seen otherwise of random graphs of 40 to 1,000 items.
 */
const MOST_FOR_FIRST = [
  { roots: 0, share: 0.25 },
  { roots: 0.05, share: 0.6 },
  { roots: 0.1, share: 0.7 },
  { roots: 0.2, share: 0.8 },
] as const;

/** So many bundles and items there is room for at first. */
const FIRST_ROOM = 256;
const integers = (length: number): Int32Array => new Int32Array(length);
const decimals = (length: number): Float64Array => new Float64Array(length);

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
  /** One item, without a new list each time. */
  readonly #latest = [0];
  /** What may be spent for now. */
  #most = 0;
  /** What was found, as in the list of it, with room for more. */
  #items = integers(FIRST_ROOM);
  #begins = integers(FIRST_ROOM);
  #cutMbps = decimals(FIRST_ROOM);
  #count = 0;
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
    const roots = this.#roots();
    for (const [index, root] of roots.entries()) {
      const most = MOST_FOR_FIRST.find((first) => index <= first.roots * roots.length);
      this.#most = this.#limits.work * (most?.share ?? 1);
      // As long as the roots before can be cut off from all others, what is too many has to be.
      if (before <= this.#mostMbps) this.#begin(root, this.#sized, this.#ofItem);
      else if ((this.#toOut[root] ?? 0) <= this.#mostMbps) this.#begin(root, this.#cuts, 0);
      if (this.work > this.#most) return null;
      this.#decide(root, FAR);
      before += this.#own[root] ?? 0;
      yield;
    }
    const end = this.#begins[this.#count] ?? 0;
    return {
      items: this.#items.slice(0, end),
      first: this.#begins.slice(0, this.#count + 1),
      mbps: this.#cutMbps.slice(0, this.#count),
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
    this.#descend({ cuts, limit, ofItem }, this.#toOut[root] ?? 0, 0, Infinity, -1);
    this.#undo(root, NEAR);
  }

  /**
   * `cut`: what the links that are cut by now ask for; `before`: what was seen to flow from what is in to what is out,
   * of `could` at most; `last`: the one item that is in since no more could flow, −1 where others changed too. All of
   * it in numbers, since there are tens of thousands of decisions.
   */
  #descend(descent: Descent, cut: number, before: number, could: number, last: number): void {
    this.#decisions += 1;
    if (this.work > this.#most) return;
    const next = this.#mostDrawn();
    if (next === -1) return this.#keep(cut);
    const { cuts, limit, ofItem } = descent;
    // No more flows than where all that is not decided stays out.
    const around = this.#around + ofItem * this.#inside.length;
    const least = Math.min(could, around);
    // What flows is asked for where it may be too much, or all that is around may be used.
    const isAsked = before < around - TOLERANCE && (least > limit || least >= around - TOLERANCE);
    if (isAsked && last !== -1) this.#latest[0] = last;
    const from = last === -1 ? this.#inside : this.#latest;
    const flow = isAsked ? cuts.flow(this.#side, limit, before, least, from) : before;
    if (flow > limit) return;
    if (this.#isLargest(descent, flow)) return this.#keep(this.#around);
    const most = isAsked ? flow : least;
    const mark = cuts.mark();
    const [toIn, toOut] = [this.#toIn[next] ?? 0, this.#toOut[next] ?? 0];
    // After one more decision no more flows than if the item left its side of the nearest cut.
    const own = (this.#own[next] ?? 0) + ofItem;
    if (this.#inside.length < this.#limits.items && cut + toOut <= this.#mostMbps) {
      const then = most + Math.max(0, own - 2 * toIn);
      this.#decide(next, NEAR);
      this.#descend(descent, cut + toOut, flow, then, flow === most ? next : -1);
      this.#undo(next, NEAR);
      cuts.rewind(mark);
    }
    if (cut + toIn > this.#mostMbps) return;
    this.#decide(next, FAR);
    this.#descend(descent, cut + toIn, flow, most + Math.max(0, own - 2 * toOut), -1);
    this.#undo(next, FAR);
  }

  /** What is in is a bundle. */
  #keep(mbps: number): void {
    const [bundle, begin] = [this.#count, this.#begins[this.#count] ?? 0];
    const end = begin + this.#inside.length;
    while (end > this.#items.length) this.#items = longer(this.#items, integers);
    if (bundle + 1 === this.#begins.length) {
      this.#begins = longer(this.#begins, integers);
      this.#cutMbps = longer(this.#cutMbps, decimals);
    }
    for (let at = begin; at < end; at++) this.#items[at] = this.#inside[at - begin] ?? 0;
    this.#begins[bundle + 1] = end;
    this.#cutMbps[bundle] = mbps;
    this.#count = bundle + 1;
  }

  /** Whether what is in is a bundle, and none is with more than that: from all that is linked to it more would flow. */
  #isLargest({ cuts, ofItem }: Descent, flow: number): boolean {
    const around = this.#around;
    if (ofItem > 0 || around > this.#mostMbps || flow < around - TOLERANCE) return false;
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

/** The same numbers, and room for three times as many more. */
function longer<T extends Int32Array | Float64Array>(numbers: T, empty: (length: number) => T): T {
  const more = empty(numbers.length * 4);
  more.set(numbers);
  return more;
}

/** The greatest amount of which both are multiples: next to nothing where they are no whole numbers. */
function commonUnit(a: number, b: number): number {
  return b === 0 ? a : commonUnit(b, a % b);
}
