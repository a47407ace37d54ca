/**
 * Some instants at which something begins or ends, in order, and the level from each of them on. The two stand
 * side by side in one list, because who finds the one wants the other: `2 × place` and `2 × place + 1`.
 */
export class Block {
  size = 0;
  #steps = new Float64Array(8);
  /** How much begins and how much ends there: where neither is left, the instant is forgotten. */
  #changes = new Float64Array(8);
  /** Reckoned when somebody wants to know. */
  #chapters: Float64Array | null = null;
  #high = NaN;
  #low = NaN;

  at(place: number): number {
    return this.#steps[2 * place] ?? NaN;
  }

  level(place: number): number {
    return this.#steps[2 * place + 1] ?? NaN;
  }

  /**
   * The place of the first instant after this one. Instants are spread about evenly as a rule, so it is looked
   * for near where it would be then; where they are not, it takes twice the steps of a search by halves.
   */
  after(instant: number): number {
    const [steps, size] = [this.#steps, this.size];
    const first = steps[0] ?? NaN;
    const last = steps[2 * size - 2] ?? NaN;
    if (size === 0 || instant < first) return 0;
    if (instant >= last) return size;
    const guess = Math.floor(((instant - first) / (last - first)) * (size - 1));
    let [low, high] = [0, size];
    if ((steps[2 * guess] ?? NaN) <= instant) {
      low = guess + 1;
      for (let reach = 2; low + reach < high; reach *= 2)
        if ((steps[2 * (low + reach)] ?? NaN) <= instant) low += reach + 1;
        else high = low + reach;
    } else {
      high = guess;
      for (let reach = 2; low < high - reach; reach *= 2)
        if ((steps[2 * (high - reach)] ?? NaN) > instant) high -= reach;
        else low = high - reach + 1;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[2 * middle] ?? NaN) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The highest level, but at least `most`, of the places from `index` on that lie before an instant. */
  highest(index: number, before: number, most: number): number {
    const steps = this.#steps;
    const end = 2 * this.size;
    let highest = most;
    for (let step = 2 * index; step < end && (steps[step] ?? NaN) < before; step += 2) {
      const here = steps[step + 1] ?? NaN;
      if (here > highest) highest = here;
    }
    return highest;
  }

  /**
   * Whether at some instant of a time more than a limit is held. Mostly the heights of whole chapters tell that it is
   * not, of which there are so few that they are near at hand.
   */
  exceeds(from: number, to: number, limit: number): boolean {
    const chapters = (this.#chapters ??= this.#outline());
    for (let at = chapterOf(chapters, from); (chapters[at] ?? NaN) < to; at += 2)
      if ((chapters[at + 1] ?? NaN) > limit) {
        const index = this.after(from);
        return this.highest(index, to, index === 0 ? 0 : this.level(index - 1)) > limit;
      }
    return false;
  }

  /** From when on each chapter goes, and beside it how high it gets. */
  #outline(): Float64Array {
    const count = Math.ceil(this.size / CHAPTER);
    const chapters = new Float64Array(2 * count);
    for (let at = 0; at < count; at++) {
      const end = (at + 1) * CHAPTER;
      const before = end < this.size ? this.at(end) : Infinity;
      chapters[2 * at] = this.at(at * CHAPTER);
      chapters[2 * at + 1] = this.highest(at * CHAPTER, before, -Infinity);
    }
    return chapters;
  }

  /** The highest level of all. */
  get high(): number {
    if (Number.isNaN(this.#high)) this.#high = this.highest(0, Infinity, -Infinity);
    return this.#high;
  }

  get low(): number {
    if (!Number.isNaN(this.#low)) return this.#low;
    let lowest = Infinity;
    for (let place = 0; place < this.size; place++) lowest = Math.min(lowest, this.level(place));
    this.#low = lowest;
    return lowest;
  }

  /** The first place from `index` on whose level is above a limit, or is not; the size when there is none. */
  find(index: number, limit: number, above: boolean): number {
    if ((above ? this.high : this.low) > limit !== above) return this.size;
    let place = index;
    while (place < this.size && this.level(place) > limit !== above) place++;
    return place;
  }

  /** How much ends up to and at an instant. */
  fallenBy(instant: number): number {
    let fallen = 0;
    for (let place = 0; place < this.size && this.at(place) <= instant; place++)
      fallen += this.#changes[2 * place + 1] ?? 0;
    return fallen;
  }

  /** So much more begins and ends at an instant. The level does not change by that. */
  mark(instant: number, rise: number, fall: number): void {
    let place = this.after(instant) - 1;
    if (place < 0 || this.at(place) !== instant) this.#open(++place, instant);
    const risen = (this.#changes[2 * place] ?? 0) + rise;
    const fallen = (this.#changes[2 * place + 1] ?? 0) + fall;
    this.#changes[2 * place] = risen;
    this.#changes[2 * place + 1] = fallen;
    if (risen === 0 && fallen === 0) this.#close(place);
  }

  /** So much more is held from an instant on, and before another. */
  lift(start: number, end: number, quantity: number): void {
    const steps = this.#steps;
    let place = this.after(start);
    if (place > 0 && this.at(place - 1) === start) place--;
    for (let step = 2 * place; step < 2 * this.size && (steps[step] ?? NaN) < end; step += 2)
      steps[step + 1] = (steps[step + 1] ?? 0) + quantity;
    this.#forget();
  }

  /** Keeps the first half, and gives the other. */
  split(): Block {
    const other = new Block();
    const middle = this.size >> 1;
    other.#steps = this.#steps.slice(2 * middle);
    other.#changes = this.#changes.slice(2 * middle);
    other.size = this.size - middle;
    this.size = middle;
    this.#forget();
    return other;
  }

  #open(place: number, instant: number): void {
    if (2 * this.size === this.#steps.length)
      [this.#steps, this.#changes] = [larger(this.#steps), larger(this.#changes)];
    this.#steps.copyWithin(2 * place + 2, 2 * place, 2 * this.size);
    this.#changes.copyWithin(2 * place + 2, 2 * place, 2 * this.size);
    this.#steps.set([instant, place === 0 ? 0 : this.level(place - 1)], 2 * place);
    this.#changes.fill(0, 2 * place, 2 * place + 2);
    this.size++;
    this.#forget();
  }

  #close(place: number): void {
    this.#steps.copyWithin(2 * place, 2 * place + 2, 2 * this.size);
    this.#changes.copyWithin(2 * place, 2 * place + 2, 2 * this.size);
    this.size--;
    this.#forget();
  }

  #forget(): void {
    this.#chapters = null;
    this.#high = NaN;
    this.#low = NaN;
  }
}

/** Instants in one chapter. */
const CHAPTER = 16;

/** Where the last chapter stands that begins no later than an instant, or the first; looked for as in `after`. */
function chapterOf(chapters: Float64Array, instant: number): number {
  const last = chapters.length - 2;
  const least = chapters[0] ?? NaN;
  const most = chapters[last] ?? NaN;
  if (instant >= most) return last;
  if (!(instant > least)) return 0;
  let at = 2 * Math.floor(((instant - least) / (most - least)) * (last / 2));
  while ((chapters[at] ?? NaN) > instant) at -= 2;
  while ((chapters[at + 2] ?? NaN) <= instant) at += 2;
  return at;
}

/** The same numbers, with room for as many again. */
function larger(list: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(list.length * 2);
  copy.set(list);
  return copy;
}
