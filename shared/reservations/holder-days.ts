/** Milliseconds; [start, end). */
interface Span {
  readonly start: number;
  readonly end: number;
}

const DAY = 86_400_000;
/** Who stays for longer than so many days is thought to be there on any. */
const LONG = 60;

/**
 * Who is there on which days, counted from 1970 in UTC: a question about a short time looks at those few, and not at
 * all who ever come.
 */
export class HolderDays<Holder> {
  readonly #days = new Map<number, Set<Holder>>();
  readonly #long = new Set<Holder>();

  add(holder: Holder, span: Span): void {
    if (isLong(span)) this.#long.add(holder);
    else
      for (const day of daysOf(span)) {
        const there = this.#days.get(day);
        if (there === undefined) this.#days.set(day, new Set([holder]));
        else there.add(holder);
      }
  }

  /** Of somebody who was added with the same times. */
  delete(holder: Holder, span: Span): void {
    if (isLong(span)) this.#long.delete(holder);
    else
      for (const day of daysOf(span)) {
        const there = this.#days.get(day);
        there?.delete(holder);
        if (there?.size === 0) this.#days.delete(day);
      }
  }

  /**
   * Everybody who is there at some time in [from, to), and others of the same days; who is there on several may be named
   * as often. Null where that would be more than `most`.
   */
  during(from: number, to: number, most: number): readonly Holder[] | null {
    const found = [...this.#long];
    for (const day of this.#between(dayOf(from), dayOf(to - 1))) {
      const there = this.#days.get(day);
      if (there === undefined) continue;
      if (found.length + there.size > most) return null;
      found.push(...there);
    }
    return found.length > most ? null : found;
  }

  *#between(first: number, last: number): Generator<number> {
    if (last - first < this.#days.size) for (let day = first; day <= last; day++) yield day;
    else for (const day of this.#days.keys()) if (day >= first && day <= last) yield day;
  }
}

function isLong({ start, end }: Span): boolean {
  return !(end - start <= LONG * DAY);
}

function* daysOf({ start, end }: Span): Generator<number> {
  const last = dayOf(Math.max(start, end - 1));
  for (let day = dayOf(start); day <= last; day++) yield day;
}

function dayOf(instant: number): number {
  return Math.floor(instant / DAY);
}
