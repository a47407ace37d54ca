import { ok, type Result } from "../base/result.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { expandCalendar, periodAt, type Calendar } from "../pricing/engine/calendar.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import { openRating, type OpenRating } from "../pricing/engine/open/open-rating.ts";
import type { Segment } from "../pricing/engine/segments.ts";
import { OpenPresence } from "../pricing/project/open-presence.ts";
import {
  accrue,
  erasOf,
  eraTerms,
  isDueBy,
  ownLines,
  paidInAdvance,
  type Account,
  type Era,
} from "./accrual.ts";
import { billedPart } from "./contract-end.ts";
import { isLikeBut, knownBy, signedUntil, type Known } from "./known-usage.ts";

/** What an account's charges follow from, beside usage. */
export type AccountTerms = Omit<Account, "segments">;

/** What was charged up to an instant. */
export interface Charged {
  readonly book: PriceBook;
  readonly lines: readonly RatedLine[];
}

/** Boundaries are worked out so far ahead, and anew when time gets there. */
const AHEAD = 62 * 86_400_000;

/** An era whose charges are kept open. */
interface OpenEra extends Era {
  readonly book: PriceBook;
  readonly calendar: Calendar;
  readonly rating: OpenRating;
  readonly inAdvance: boolean;
}

/**
 * `accrue` for those who ask again and again while usage goes on: what changes costs as much as it changes. Anything
 * that cannot be taken in (a report that is withdrawn, or becomes another one) makes all of it anew when it is asked
 * for next; equal to `accrue` at any time.
 */
export class OpenAccrual {
  readonly terms: AccountTerms;
  readonly #segments: Set<Segment>;
  #eras: readonly OpenEra[] | undefined;
  #presence = new OpenPresence();
  #start = Infinity;
  #end = -Infinity;
  /** What is not known yet or not to its end, and when to look again; those that have begun are told as going on. */
  #waiting = new Map<Segment, number>();
  readonly #begun = new Set<Segment>();
  /** What gives signs of life is told as going on, until its deadline. */
  readonly #signed = new Map<Segment, number>();
  #lastSign = -Infinity;

  constructor(terms: AccountTerms, segments: readonly Segment[]) {
    this.terms = terms;
    this.#segments = new Set(segments);
  }

  get account(): Account {
    return { ...this.terms, segments: [...this.#segments] };
  }

  /** How many reports it is made of. */
  get size(): number {
    return this.#segments.size;
  }

  /** Whether nothing has to be rated as a whole each time, by the prices that hold. */
  get isIncremental(): boolean {
    return (
      this.#eras?.every(({ rating }) => !rating.fallsBack.some((why) => why.startsWith("all:"))) ??
      true
    );
  }

  /** A report that is new, that became another one, or is withdrawn. */
  change(before: Segment | undefined, after: Segment | undefined): void {
    if (before !== undefined) this.#segments.delete(before);
    if (after !== undefined) this.#segments.add(after);
    if (this.#eras !== undefined && !this.#takesIn(before, after)) this.#eras = undefined;
  }

  /** Only what begins, ends, or goes on as it was said. */
  #takesIn(before: Segment | undefined, after: Segment | undefined): boolean {
    if (after === undefined || Date.parse(after.start) < this.#start) return false;
    if (before === undefined) {
      this.#waiting.set(after, 0);
      return true;
    }
    if (this.#waiting.delete(before)) return this.#await(before, after);
    if (this.#signed.has(before))
      return isLikeBut(before, after, "lastSeen") && this.#sign(before, after);
    const isOpen = before.end === null && before.lastSeen === undefined;
    this.#waiting.set(after, 0);
    return isOpen && isLikeBut(before, after, "end");
  }

  /** Something that was not known, or not to its end, became another thing. */
  #await(before: Segment, after: Segment): boolean {
    this.#waiting.set(after, 0);
    if (!this.#begun.delete(before)) return true;
    this.#begun.add(after);
    return isLikeBut(before, after, "end", "lastSeen");
  }

  #sign(before: Segment, after: Segment): boolean {
    const deadline = this.#signed.get(before);
    this.#signed.delete(before);
    this.#signed.set(after, deadlineOf(after));
    this.#lastSign = Math.max(this.#lastSign, Date.parse(after.lastSeen ?? ""));
    return deadline !== Infinity;
  }

  accrued(until: number): Result<Charged> {
    const isOutside = until < this.#lastSign || until > this.#end;
    if (this.#eras === undefined || isOutside) {
      const made = this.#begin(until);
      if (!made.ok) return made;
    }
    this.#tell(until);
    const eras = this.#eras ?? [];
    // Fees in advance of the month that begins now are found by looking twice.
    const looksTwice = eras.some(
      ({ calendar, inAdvance }) => inAdvance && periodAt(calendar.months, until).start === until,
    );
    if (looksTwice || until <= this.#start) return accrue(this.account, until);
    const lines = eras.flatMap((era) =>
      ownLines(era.rating.lines(until), era, era.calendar).filter((line) => isDueBy(line, until)),
    );
    const current = eras.findLast(({ from }) => from < until) ?? eras[0];
    if (current === undefined) throw new Error("an account has a contract");
    return ok({ book: current.book, lines });
  }

  #begin(until: number): Result<void> {
    const eras = erasOf(this.terms.revisions);
    const [newest] = eras.slice(-1);
    if (newest === undefined) throw new Error("an account has a contract");
    this.#presence = new OpenPresence();
    this.#signed.clear();
    this.#begun.clear();
    this.#lastSign = -Infinity;
    this.#waiting = new Map([...this.#segments].map((segment) => [segment, 0]));
    this.#end = until + AHEAD;
    this.#start = Date.parse(newest.record.contract.start);
    for (const { start } of this.#segments) this.#start = Math.min(this.#start, Date.parse(start));
    const open: OpenEra[] = [];
    for (const era of eras) {
      const made = this.#open(era, newest);
      if (!made.ok) return made;
      open.push(made.value);
    }
    this.#eras = open;
    return ok(undefined);
  }

  #open(era: Era, newest: Era): Result<OpenEra> {
    const terms = eraTerms(this.terms, era, newest);
    if (!terms.ok) return terms;
    const { book, billed } = terms.value;
    const presence = this.#presence;
    const span = { start: this.#start, end: Math.max(this.#start, this.#end) };
    const calendar = expandCalendar(book, billed, span, this.terms.tzdb);
    const follows = { presence: (at: number) => presence.at(book, at) };
    const rating = openRating(book, billed, calendar, follows);
    return ok({ ...era, book, calendar, rating, inAdvance: paidInAdvance(book).size > 0 });
  }

  /** Whatever is known by now; the rest waits. */
  #tell(until: number): void {
    const newest = this.terms.revisions.at(-1);
    for (const [segment, wake] of this.#waiting) {
      if (until < wake) continue;
      const part = newest === undefined ? segment : billedPart(newest, segment);
      const known = part && knownBy(part, until);
      if (part === undefined || known?.isWhole === true) this.#waiting.delete(segment);
      else this.#waiting.set(segment, nextOf(part, until));
      if (part !== undefined && known !== undefined) this.#add(segment, part, known);
    }
    for (const [segment, deadline] of this.#signed)
      if (deadline < until) {
        this.#rate(signedUntil(segment, deadline));
        // Whatever is heard of it from now on is a surprise.
        this.#signed.set(segment, Infinity);
      }
  }

  #add(segment: Segment, part: Segment, { segment: known, isWhole }: Known): void {
    if (!isWhole && this.#begun.has(segment)) return;
    if (isWhole) this.#begun.delete(segment);
    else this.#begun.add(segment);
    this.#presence.add(known);
    if (known.end !== null || known.lastSeen === undefined) {
      this.#rate(known);
      // What is a sign only later on makes another thing of it.
      if (!isWhole && part.end === null) this.#end = Date.parse(part.lastSeen ?? "") - 1;
      return;
    }
    this.#lastSign = Math.max(this.#lastSign, Date.parse(known.lastSeen));
    this.#signed.set(segment, deadlineOf(known));
    this.#rate(signedUntil(known, null));
  }

  #rate(segment: Segment): void {
    for (const { rating } of this.#eras ?? []) rating.add(segment);
  }
}

/** When more is known of something than now. */
function nextOf({ start, end, lastSeen }: Segment, until: number): number {
  const begin = Date.parse(start);
  return begin >= until ? begin + 1 : Date.parse(end ?? lastSeen ?? start);
}

/** When something that gives no further sign has ended. */
function deadlineOf({ lastSeen = "", heartbeatSeconds }: Segment): number {
  return Date.parse(lastSeen) + heartbeatSeconds * 1000;
}
