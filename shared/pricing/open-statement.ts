import { toInstant } from "../base/clock.ts";
import { expandCalendar, periodAt, type Calendar, type Span } from "./engine/calendar.ts";
import type { Contract } from "./engine/contract.ts";
import type { RatedLine } from "./engine/line.ts";
import { openRating, type OpenRating } from "./engine/open/open-rating.ts";
import type { Segment } from "./engine/segments.ts";
import { OpenPresence } from "./project/open-presence.ts";
import { statement } from "./quote.ts";
import { ratedOf } from "./rate-segments.ts";
import type { Rated } from "./rated.ts";
import { ownTerms, type Terms } from "./terms.ts";

/** Boundaries are worked out so far ahead, and anew when time gets there. */
const AHEAD = 62 * 86_400_000;

/** What is kept open, up to when it can be asked. */
interface Opened {
  readonly terms: Terms;
  readonly rating: OpenRating;
  readonly presence: OpenPresence;
  readonly contractAt: (now: number) => Contract;
  readonly calendar: Calendar;
  readonly end: number;
}

/**
 * `statement` of one environment for those who ask again and again while it runs: what changes costs as much as it
 * changes, and asking costs the lines. Equal to `statement` at any time.
 */
export class OpenStatement {
  readonly #terms: Terms;
  readonly #segments = new Set<Segment>();
  #start = Infinity;
  /** The last instant that any of them names. */
  #last = -Infinity;
  #opened: Opened | undefined;

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /** All that is known now. What is the same object as before was told before. */
  take(segments: readonly Segment[]): void {
    const after = new Set(segments);
    const gone = [...this.#segments].filter((segment) => !after.has(segment));
    this.change(gone, segments);
  }

  /** What is not known any more, and what is known now; whatever is in neither stays. */
  change(gone: readonly Segment[], known: readonly Segment[]): void {
    const fresh = known.filter((segment) => !this.#segments.has(segment));
    for (const segment of gone) this.#segments.delete(segment);
    for (const segment of fresh) this.#segments.add(segment);
    const open = this.#opened;
    const isLater = fresh.every(({ start }) => Date.parse(start) >= this.#start);
    if (open !== undefined && isLater && areEnds(gone, fresh))
      for (const segment of fresh) this.#add(open, segment);
    else this.#forget();
  }

  /** From when on nothing began or ended. */
  get steadySince(): number {
    return this.#last;
  }

  /** When another rate window or month begins. */
  nextEdge(now: number): number {
    if (this.#segments.size === 0 || now < this.#last) return Infinity;
    const { months, windows } = this.#open(now).calendar;
    const lists: readonly (readonly Span[])[] = [months, ...Object.values(windows)];
    return Math.min(...lists.map((list) => periodAt(list, now).end));
  }

  lines(now: number): readonly RatedLine[] {
    if (this.#segments.size === 0) return [];
    // What is known of the future is rare, and no matter of what is open.
    if (now < this.#last) return this.#whole(now).lines;
    return this.#open(now).rating.lines(now);
  }

  rated(now: number): Rated {
    if (this.#segments.size === 0 || now < this.#last) return this.#whole(now);
    const { terms, rating, contractAt } = this.#open(now);
    return ratedOf("metered", { ...terms, contract: contractAt(now) }, rating.lines(now));
  }

  #whole(now: number): Rated {
    const segments = [...this.#segments];
    return statement({ terms: this.#terms, segments, now: toInstant(now) });
  }

  #forget(): void {
    this.#opened = undefined;
    this.#start = Infinity;
    this.#last = -Infinity;
    for (const segment of this.#segments) this.#reach(segment);
  }

  #reach({ start, end, lastSeen }: Segment): void {
    this.#start = Math.min(this.#start, Date.parse(start));
    this.#last = Math.max(this.#last, Date.parse(start), Date.parse(end ?? lastSeen ?? start));
  }

  #open(now: number): Opened {
    if (this.#opened === undefined || now > this.#opened.end) this.#opened = this.#begin(now);
    return this.#opened;
  }

  #begin(now: number): Opened {
    const [first] = this.#segments;
    const start = this.#start;
    const terms = ownTerms(this.#terms, { start, end: now }, first?.environment ?? "");
    const { book, contract } = terms;
    const presence = new OpenPresence();
    // Rated by itself, an environment's contract ends whenever it is asked what it costs.
    const contractAt = (at: number): Contract => ({
      ...contract,
      end: toInstant(Math.max(at, start + 1)),
    });
    const end = now + AHEAD;
    const calendar = expandCalendar(book, contract, { start, end });
    const follows = { presence: (at: number) => presence.at(book, at), contractAt };
    const rating = openRating(book, contract, calendar, follows);
    const opened = { terms, rating, presence, contractAt, calendar, end };
    for (const segment of this.#segments) this.#add(opened, segment);
    return opened;
  }

  #add({ rating, presence }: Opened, segment: Segment): void {
    this.#reach(segment);
    presence.add(segment);
    rating.add(segment);
  }
}

/** Whether everything that is not there any more has ended, and is there as that. */
function areEnds(gone: readonly Segment[], fresh: readonly Segment[]): boolean {
  if (gone.length === 0) return true;
  const ended = new Set(fresh.flatMap((one) => (typeof one.end === "string" ? [begun(one)] : [])));
  return gone.every((one) => one.end === null && ended.has(begun(one)));
}

/** The same for a report that something began and the one that it has ended. */
function begun(segment: Segment): string {
  const said = Object.entries(segment).filter(([name]) => name !== "end");
  return JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
