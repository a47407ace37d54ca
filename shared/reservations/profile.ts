import { Block } from "./profile-block.ts";

/** A year of one host's reservations fits in; one more in a full block moves so many numbers at the most. */
const LARGEST = 1024;

/**
 * How much of one resource is held at each instant. The instants at which that changes are kept in blocks that
 * know how high and low they get: a question makes nothing new in memory, takes one step for each block that it
 * passes over, and looks into no others than those at its ends. Most resources need one block only.
 */
export class Profile {
  #first = new Block();
  readonly #blocks = [this.#first];
  readonly #largest: number;

  /** Two blocks are made of one with more instants than `largest`. */
  constructor(largest = LARGEST) {
    this.#largest = largest;
  }

  /** Holds `quantity` from `start` up to, but not at, `end`; a negative one takes back what was held. */
  add(start: number, end: number, quantity: number): void {
    // Its ends are there while all between them, and nothing else, is lifted or lowered.
    if (quantity > 0) this.#markBoth(start, end, quantity);
    this.#lift(start, end, quantity);
    if (quantity < 0) this.#markBoth(start, end, quantity);
  }

  /** The most that is held at any one instant of [from, to); nothing when there is none. */
  peak(from: number, to: number): number {
    if (from >= to) return 0;
    const blocks = this.#blocks;
    let place = blocks.length === 1 ? 0 : this.#find(from);
    let block = place === 0 ? this.#first : this.#block(place);
    const index = block.after(from);
    let most = block.highest(index, to, index === 0 ? 0 : block.level(index - 1));
    while (++place < blocks.length) {
      block = this.#block(place);
      if (block.at(0) >= to) return most;
      if (block.at(block.size - 1) < to) most = Math.max(most, block.high);
      else return block.highest(0, to, most);
    }
    return most;
  }

  /** Whether more than a limit is held at any one instant of [from, to). */
  exceeds(from: number, to: number, limit: number): boolean {
    if (limit < 0) return true;
    if (from >= to) return false;
    if (this.#blocks.length > 1) return this.peak(from, to) > limit;
    return this.#first.size > 0 && this.#first.exceeds(from, to, limit);
  }

  /** The most that is held at any time. */
  get high(): number {
    if (this.#blocks.length === 1) return this.#first.size === 0 ? 0 : this.#first.high;
    return this.#blocks.reduce((most, block) => Math.max(most, block.high), 0);
  }

  /** How much of it was to be given back by an instant. */
  fallenBy(instant: number): number {
    let fallen = 0;
    for (const block of this.#blocks) {
      if (block.at(0) > instant) break;
      fallen += block.fallenBy(instant);
    }
    return fallen;
  }

  /** The first instant from `from` on at which more than `limit` is held; Infinity when there is none. */
  nextAbove(from: number, limit: number): number {
    return this.#next(from, limit, true);
  }

  /** The first instant from `from` on at which no more than `limit` is held. */
  nextWithin(from: number, limit: number): number {
    return this.#next(from, limit, false);
  }

  #next(from: number, limit: number, above: boolean): number {
    let place = this.#find(from);
    let index = this.#block(place).after(from);
    const now = index === 0 ? 0 : this.#block(place).level(index - 1);
    if (now > limit === above) return from;
    for (; place < this.#blocks.length; place++, index = 0) {
      const block = this.#block(place);
      const found = block.find(index, limit, above);
      if (found < block.size) return block.at(found);
    }
    return Infinity;
  }

  /** The last block that begins no later than an instant; the first one when all begin later. */
  #find(instant: number): number {
    let [low, high] = [1, this.#blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#block(middle).at(0) <= instant) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #block(place: number): Block {
    const block = this.#blocks[place];
    if (block === undefined) throw new Error(`there is no block ${place}`);
    return block;
  }

  #markBoth(start: number, end: number, quantity: number): void {
    this.#mark(start, quantity, 0);
    this.#mark(end, 0, quantity);
  }

  #mark(instant: number, rise: number, fall: number): void {
    const place = this.#find(instant);
    const block = this.#block(place);
    block.mark(instant, rise, fall);
    if (block.size > this.#largest) this.#blocks.splice(place + 1, 0, block.split());
    else if (block.size === 0 && this.#blocks.length > 1) this.#blocks.splice(place, 1);
    this.#first = this.#block(0);
  }

  #lift(start: number, end: number, quantity: number): void {
    for (let place = this.#find(start); place < this.#blocks.length; place++) {
      const block = this.#block(place);
      if (block.at(0) >= end) return;
      block.lift(start, end, quantity);
    }
  }
}
