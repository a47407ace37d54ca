import type { Verdict } from "../solver/problem.ts";

/** So many things at most are chosen from, and so many choices of them looked through: some milliseconds. */
const MOST_THINGS = 24;
const MOST_CHOICES = 100_000;

/** Things of which some are chosen, and whether those fit together. What fits does so without any of it too. */
export interface Choosing<T> {
  readonly things: readonly T[];
  /** Equal texts for things that could change places without anybody noticing. */
  sortOf(thing: T): string;
  verdictOf(some: readonly T[]): Verdict;
  /** Whether it took too much by now. */
  isSpent?(): boolean;
  /** Is told that so many, whichever they are, fit. */
  allFit?(count: number): void;
}

/**
 * The fewest things that do not fit together: all choices of one, then of two, and so on, without those that are part of
 * something that was seen to fit. Of every choice that fits as much is seen to as goes with it, so that few are tried.
 * Null where that takes too much, where all fit, or where it takes more than `most`.
 */
export function fewestChoice<T>(choosing: Choosing<T>, most = Infinity): readonly T[] | null {
  const { things } = choosing;
  if (things.length > MOST_THINGS) return null;
  const choices = new Choices(choosing);
  let looked = 0;
  for (let size = 1; size <= Math.min(things.length, most); size++) {
    for (const choice of ofSize(things.length, size)) {
      if (looked++ > MOST_CHOICES || choosing.isSpent?.() === true) return null;
      if (!choices.isNew(choice)) continue;
      const verdict = choices.verdictOf(choice);
      if (verdict === "none") return choices.thingsOf(choice);
      if (verdict === "unknown") return null;
      choices.fitting(choice);
    }
    choosing.allFit?.(size);
  }
  return null;
}

/** Choices as bits. Of things that could change places the first few are chosen. */
class Choices<T> {
  readonly #choosing: Choosing<T>;
  /** Per thing: the bits of all before it that are equal to it. */
  readonly #before: readonly number[];
  /** What is known to fit; no part of these is a conflict. */
  readonly #fitting: number[] = [];

  constructor(choosing: Choosing<T>) {
    this.#choosing = choosing;
    const sorts = choosing.things.map((thing) => choosing.sortOf(thing));
    this.#before = sorts.map((sort, index) =>
      sorts
        .slice(0, index)
        .reduce((bits, other, at) => (other === sort ? bits | (1 << at) : bits), 0),
    );
  }

  isNew(choice: number): boolean {
    for (let left = choice; left !== 0; left &= left - 1) {
      const before = this.#before[31 - Math.clz32(left & -left)] ?? 0;
      if ((choice & before) !== before) return false;
    }
    return !this.#fitting.some((known) => (choice & ~known) === 0);
  }

  verdictOf(choice: number): Verdict {
    return this.#choosing.verdictOf(this.thingsOf(choice));
  }

  thingsOf(choice: number): readonly T[] {
    return this.#choosing.things.filter((_, index) => (choice & (1 << index)) !== 0);
  }

  /** Notes what fits together with a choice that does. */
  fitting(choice: number): void {
    let all = choice;
    for (const [index, before] of this.#before.entries()) {
      const more = all | (1 << index);
      const isNext = (all & before) === before;
      if (more !== all && isNext && this.verdictOf(more) === "way") all = more;
    }
    this.#fitting.push(all);
  }
}

/** All choices of so many bits out of so many, each the next larger number (Gosper). */
function* ofSize(count: number, size: number): Generator<number> {
  for (let choice = 2 ** size - 1; choice < 2 ** count;) {
    yield choice;
    const lowest = choice & -choice;
    const next = choice + lowest;
    choice = next | (Math.floor((choice ^ next) / lowest) >> 2);
  }
}
