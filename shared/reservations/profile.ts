/** The changes of a level at instants, in order, and what they add up to. */
interface Block {
  readonly at: number[];
  readonly rise: number[];
  readonly fall: number[];
  /** The level after each change, seen from the block's beginning. */
  levels: readonly number[];
  sum: number;
  fallen: number;
  /** The highest and the lowest that the level gets after one of its changes, seen from its beginning. */
  high: number;
  low: number;
}

const LARGEST = 128;

/**
 * How much of one resource is held at each instant. Changes are kept in blocks that know their highest and
 * lowest level, so that a question costs one step for each block it passes over, and only its ends cost more.
 */
export class Profile {
  readonly #blocks: Block[] = [];
  /** When each block begins, and the level there: side by side, so that a question touches few blocks. */
  readonly #starts: number[] = [];
  readonly #bases: number[] = [];

  /** Holds `quantity` from `start` up to, but not at, `end`; a negative one takes back what was held. */
  add(start: number, end: number, quantity: number): void {
    this.#change(start, quantity, 0);
    this.#change(end, 0, quantity);
  }

  /** The most that is held at any one instant of [from, to). */
  peak(from: number, to: number): number {
    let { base, block, index } = this.#seek(from);
    let most = base + (this.#blocks[block]?.levels[index - 1] ?? 0);
    for (; block < this.#blocks.length; block++, index = 0) {
      const { at, levels, sum, high } = this.#block(block);
      if (index === 0 && (at.at(-1) ?? to) < to) most = Math.max(most, base + high);
      else
        for (; index < at.length; index++) {
          if ((at[index] ?? to) >= to) return most;
          most = Math.max(most, base + (levels[index] ?? 0));
        }
      base += sum;
    }
    return most;
  }

  /** How much of it was to be given back by an instant. */
  fallenBy(instant: number): number {
    const { block, index } = this.#seek(instant);
    let fallen = 0;
    for (let before = 0; before < block; before++) fallen += this.#block(before).fallen;
    const last = this.#blocks[block];
    for (let before = 0; before < index; before++) fallen += last?.fall[before] ?? 0;
    return fallen;
  }

  /** The first instant from `from` on at which more than `limit` is held; Infinity when there is none. */
  nextAbove(from: number, limit: number): number {
    return this.#next(
      from,
      (level) => level > limit,
      (level, { high }) => level + high > limit,
    );
  }

  /** The first instant from `from` on at which no more than `limit` is held. */
  nextWithin(from: number, limit: number): number {
    return this.#next(
      from,
      (level) => level <= limit,
      (level, { low }) => level + low <= limit,
    );
  }

  #next(
    from: number,
    holds: (level: number) => boolean,
    mayHold: (level: number, block: Block) => boolean,
  ): number {
    let { base, block, index } = this.#seek(from);
    if (holds(base + (this.#blocks[block]?.levels[index - 1] ?? 0))) return from;
    for (; block < this.#blocks.length; block++, index = 0) {
      const current = this.#block(block);
      if (mayHold(base, current))
        for (; index < current.at.length; index++)
          if (holds(base + (current.levels[index] ?? 0))) return current.at[index] ?? from;
      base += current.sum;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The first change after an instant: its block, its place there, and the level at the block's beginning. */
  #seek(instant: number): { base: number; block: number; index: number } {
    const block = this.#find(instant);
    const base = this.#bases[block] ?? 0;
    const index = firstAfter(this.#blocks[block]?.at ?? [], instant);
    return { base, block, index };
  }

  /** The last block that begins no later than an instant; the first one when all begin later. */
  #find(instant: number): number {
    return Math.max(0, firstAfter(this.#starts, instant) - 1);
  }

  #block(index: number): Block {
    const block = this.#blocks[index];
    if (block === undefined) throw new Error(`there is no block ${index}`);
    return block;
  }

  #change(instant: number, rise: number, fall: number): void {
    if (this.#blocks.length === 0) this.#blocks.push(emptyBlock());
    const place = this.#find(instant);
    const block = this.#block(place);
    const index = firstFrom(block.at, instant);
    if (block.at[index] === instant) {
      block.rise[index] = (block.rise[index] ?? 0) + rise;
      block.fall[index] = (block.fall[index] ?? 0) + fall;
      if (block.rise[index] === 0 && block.fall[index] === 0) splice(block, index, 1);
    } else splice(block, index, 0, [instant, rise, fall]);
    if (block.at.length === 0) this.#blocks.splice(place, 1);
    else if (block.at.length > LARGEST) this.#blocks.splice(place, 1, ...halves(block));
    else summarise(block);
    this.#note(place);
  }

  /** Only what lies after a change is seen from another level. */
  #note(from: number): void {
    this.#starts.length = Math.min(this.#starts.length, from);
    this.#bases.length = this.#starts.length;
    for (let index = this.#starts.length; index < this.#blocks.length; index++) {
      const { at } = this.#block(index);
      const before = this.#blocks[index - 1];
      this.#starts.push(at[0] ?? 0);
      this.#bases.push(before === undefined ? 0 : (this.#bases[index - 1] ?? 0) + before.sum);
    }
  }
}

function emptyBlock(): Block {
  return { at: [], rise: [], fall: [], levels: [], sum: 0, fallen: 0, high: 0, low: 0 };
}

function firstFrom(at: readonly number[], instant: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? Infinity) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAfter(at: readonly number[], instant: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function splice(
  { at, rise, fall }: Block,
  index: number,
  remove: number,
  insert?: readonly [number, number, number],
): void {
  at.splice(index, remove, ...(insert === undefined ? [] : [insert[0]]));
  rise.splice(index, remove, ...(insert === undefined ? [] : [insert[1]]));
  fall.splice(index, remove, ...(insert === undefined ? [] : [insert[2]]));
}

function halves({ at, rise, fall }: Block): [Block, Block] {
  const middle = at.length >> 1;
  const part = (from: number, to: number): Block => {
    const slices = {
      at: at.slice(from, to),
      rise: rise.slice(from, to),
      fall: fall.slice(from, to),
    };
    return summarise({ ...emptyBlock(), ...slices });
  };
  return [part(0, middle), part(middle, at.length)];
}

function summarise(block: Block): Block {
  let [level, fallen, high, low] = [0, 0, -Infinity, Infinity];
  const levels: number[] = [];
  for (let index = 0; index < block.at.length; index++) {
    level += (block.rise[index] ?? 0) - (block.fall[index] ?? 0);
    fallen += block.fall[index] ?? 0;
    levels.push(level);
    high = Math.max(high, level);
    low = Math.min(low, level);
  }
  return Object.assign(block, { levels, sum: level, fallen, high, low });
}
