import { ok, type Result } from "../base/result.ts";
import { bookFor } from "../pricing/engine/book-for.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { calendarFor, periodAt, type Calendar } from "../pricing/engine/calendar.ts";
import type { Contract } from "../pricing/engine/contract.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import { rate } from "../pricing/engine/rate.ts";
import type { Segment } from "../pricing/engine/segments.ts";
import { tableOf } from "../pricing/engine/table/usage-table.ts";
import { withPresence } from "../pricing/project/presence.ts";
import type { Bill } from "./bill.ts";
import { withinContract } from "./contract-end.ts";
import type { CustomerContract } from "./customer-contract.ts";
import { knownBy } from "./known-usage.ts";

/** All that a customer's bills follow from. */
export interface Account {
  /** Of one contract, the oldest first; at least one. */
  readonly revisions: readonly CustomerContract[];
  readonly books: readonly PriceBook[];
  /** All usage since the contract began. */
  readonly segments: readonly Segment[];
  /** All of this contract, in the order in which they were issued. */
  readonly issued: readonly Bill[];
  /** The customer's next place for a bill. */
  readonly next: number;
  /** The time-zone data of this computer. */
  readonly tzdb: string;
}

/** What was charged up to an instant, and by what. */
export interface Accrued {
  readonly record: CustomerContract;
  readonly book: PriceBook;
  readonly contract: Contract;
  readonly calendar: Calendar;
  readonly lines: readonly RatedLine[];
}

/**
 * All charges of a contract that are due by an instant, rated as a whole: bills are cut out of this, and add up to
 * it. Each revision prices the months that begin while it holds, so that a new one changes nothing of before.
 */
export function accrue(account: Account, until: number): Result<Accrued> {
  const eras = erasOf(account.revisions);
  const newest = eras.at(-1);
  if (newest === undefined) throw new Error("an account has a contract");
  const accrued: Accrued[] = [];
  for (const era of eras) {
    const made = accrueBy(account, era, newest, until);
    if (!made.ok) return made;
    accrued.push(made.value);
  }
  // An instant that a month begins at belongs to what is over.
  const current = accrued[eras.findLastIndex(({ from }) => from < until)] ?? accrued[0];
  if (current === undefined) throw new Error("there is always an era");
  return ok({ ...current, lines: accrued.flatMap(({ lines }) => lines) });
}

/** A revision, and the months that it prices. */
export interface Era {
  readonly record: CustomerContract;
  readonly from: number;
  readonly to: number;
}

/** The revisions of a contract one after the other. */
export function erasOf(revisions: readonly CustomerContract[]): readonly Era[] {
  return revisions.map((record, at) => ({
    record,
    from: at === 0 ? -Infinity : Date.parse(record.validFrom),
    to: Date.parse(revisions[at + 1]?.validFrom ?? "") || Infinity,
  }));
}

/** What an era's months are priced by; `billed` is the contract as rating has to see it. */
export function eraTerms(
  { books, issued }: Pick<Account, "books" | "issued">,
  { record }: Pick<Era, "record">,
  { record: newest }: Pick<Era, "record">,
): Result<Pick<Accrued, "record" | "book" | "contract"> & { readonly billed: Contract }> {
  const { end, releases, claims, sharing } = newest.contract;
  const contract: Contract = { ...record.contract, end, releases, claims, sharing };
  const found = bookFor(agreedBooks(books, contract), contract);
  if (!found.ok) return found;
  const book = found.value;
  return ok({ record, book, contract, billed: withIssued(book, contract, issued) });
}

function accrueBy(account: Account, era: Era, newest: Era, until: number): Result<Accrued> {
  const { segments, tzdb } = account;
  const terms = eraTerms(account, era, newest);
  if (!terms.ok) return terms;
  const { record, book, contract, billed } = terms.value;
  const charged = withinContract(newest.record, segments);
  const known = charged.flatMap((segment) => knownBy(segment, until)?.segment ?? []);
  const used = withPresence(book, known, until);
  const calendar = calendarFor(book, contract, used, { tzdb, until });
  const rated = ratedUpTo(book, billed, used, calendar, until);
  return ok({ record, book, contract, calendar, lines: ownLines(rated, era, calendar) });
}

/** Those of the months that an era prices. */
export function ownLines(
  lines: readonly RatedLine[],
  { from, to }: Pick<Era, "from" | "to">,
  { months }: Pick<Calendar, "months">,
): readonly RatedLine[] {
  if (from === -Infinity && to === Infinity) return lines;
  return lines.filter(({ start }) => {
    const month = periodAt(months, Date.parse(start)).start;
    return from <= month && month < to;
  });
}

/** The revisions of the book that was agreed on; all that there are when none was. */
function agreedBooks(books: readonly PriceBook[], { book }: Contract): readonly PriceBook[] {
  if (book === undefined) return books;
  return books.filter(
    ({ id, revision }) => id === book.id && (book.revision ?? revision) === revision,
  );
}

/** Only where what comes late is charged as if it were used today does rating have to know what is billed. */
function withIssued(book: PriceBook, contract: Contract, issued: readonly Bill[]): Contract {
  const through = closedThrough(issued);
  if (book.settings.lateEvent === "own-period" || through === null) return contract;
  return { ...contract, issuedThrough: through };
}

/** Up to where bills of whole periods were issued; null before the first. */
export function closedThrough(issued: readonly Pick<Bill, "kind" | "period">[]): string | null {
  const ends = issued.flatMap(({ kind, period }) => (kind === "periodic" ? [period.end] : []));
  return ends.toSorted().at(-1) ?? null;
}

/** Fees in advance are due as soon as their time begins, which a moment later is seen. */
function ratedUpTo(
  book: PriceBook,
  contract: Contract,
  segments: readonly Segment[],
  calendar: Calendar,
  until: number,
): readonly RatedLine[] {
  const isDue = (line: RatedLine): boolean => isDueBy(line, until);
  const usage = tableOf(segments);
  const lines = rate(book, contract, usage, calendar).filter(isDue);
  const advance = paidInAdvance(book);
  const begins = periodAt(calendar.months, until).start === until;
  if (!begins || advance.size === 0) return lines;
  const known = new Set(lines.map(({ lineKey }) => lineKey));
  const { tzdb } = calendar;
  const later = calendarFor(book, contract, segments, { tzdb, until: until + 1 });
  const isNext = (line: RatedLine): boolean =>
    advance.has(line.rule.id) && isDue(line) && !known.has(line.lineKey);
  return [...lines, ...rate(book, contract, usage, later).filter(isNext)];
}

export function isDueBy({ due }: Pick<RatedLine, "due">, until: number): boolean {
  return Date.parse(due) <= until;
}

/** Rules of which fees are due when their time begins. */
export function paidInAdvance({ rules }: PriceBook): ReadonlySet<string> {
  return new Set(
    rules.flatMap((rule) => ("due" in rule && rule.due === "advance" ? [rule.id] : [])),
  );
}
