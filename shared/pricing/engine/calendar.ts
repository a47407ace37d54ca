import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { PriceBook } from "./book.ts";
import type { Contract } from "./contract.ts";
import type { Segment } from "./segments.ts";
import { parseInstant } from "./parse-instant.ts";
import { DAY, dayAt, dayOf, localDays } from "./local-days.ts";
import { countUpTo } from "./rising.ts";
import { windowSpans } from "./window-spans.ts";

const spanSchema = z.strictObject({ start: z.int(), end: z.int() });
export type Span = z.infer<typeof spanSchema>;

const periodSchema = spanSchema.extend({ label: z.string() });
/** A month, quarter or year of the contract, e.g. `2026-11`. */
export type Period = z.infer<typeof periodSchema>;

const windowSpanSchema = spanSchema.extend({ window: z.string() });
export type WindowSpan = z.infer<typeof windowSpanSchema>;

/**
 * All that rating has to know about clocks and calendars, as plain numbers (milliseconds UTC): a file that carries
 * one is rated the same where the zones' rules are others. Lists touch, rise, and cover `start` to `end` and more.
 */
export const calendarSchema = z.strictObject({
  start: z.int(),
  end: z.int(),
  /** The time-zone data that it was made with. */
  tzdb: z.string(),
  /** Midnights in the billing zone. */
  days: z.array(z.int()),
  months: z.array(periodSchema),
  quarters: z.array(periodSchema),
  years: z.array(periodSchema),
  /** By the id of the window set. */
  windows: z.record(z.string(), z.array(windowSpanSchema)),
});
export type Calendar = z.infer<typeof calendarSchema>;

/**
 * The calendar of some segments: from the first to the last instant that they or the contract name. `until` is the
 * end instead, for what goes on.
 */
export function calendarFor(
  book: PriceBook,
  contract: Contract,
  segments: readonly Segment[],
  { tzdb = "", until }: { readonly tzdb?: string; readonly until?: number } = {},
): Calendar {
  const begin = Date.parse(contract.start);
  let [start, end] = [begin, until ?? Date.parse(contract.end ?? contract.start)];
  for (const segment of segments) {
    start = Math.min(start, parseInstant(segment.start));
    end = Math.max(end, endOf(segment, contract));
  }
  return expandCalendar(book, contract, { start, end: Math.max(start, end) }, tzdb);
}

/** The latest instant a segment names. */
function endOf({ start, end, lastSeen, months }: Segment, { billingZone }: Contract): number {
  const known = Math.max(parseInstant(start), parseInstant(end ?? lastSeen ?? start));
  if (months === undefined) return known;
  const first = Temporal.Instant.fromEpochMilliseconds(known).toZonedDateTimeISO(billingZone);
  return first.add({ months }).epochMilliseconds;
}

/** Expands every boundary in a span, and the whole years around it. */
export function expandCalendar(
  book: PriceBook,
  contract: Contract,
  span: Span,
  tzdb = "",
): Calendar {
  const { billingZone: zone, anchorDay, anchorMonth } = contract;
  // Two days more: days that are counted whole, and hours that were begun.
  const used = { start: span.start, end: span.end + longestQuantum(book) + 2 * DAY };
  const reach = reachOf(contract, used);
  const first = yearAt(reach.start, zone);
  const last = yearAt(reach.end, zone);
  // From an anchor at least a year before, so that all three lists begin before the span.
  const count = (last - first + 3) * 12;
  const anchors = Array.from({ length: count + 1 }, (_, at) =>
    anchorOf(first - 1, anchorMonth + at, anchorDay),
  );
  const [origin = 0] = anchors;
  const days = localDays(origin, anchors.at(-1) ?? origin, zone).map(({ start }) => start);
  const midnightOf = (day: number): number => days[day - origin] ?? NaN;
  const periods = (step: number, label: (day: number) => string): Period[] =>
    anchors.flatMap((day, at) => {
      const next = anchors[at + step];
      if (at % step !== 0 || next === undefined) return [];
      return [{ start: midnightOf(day), end: midnightOf(next), label: label(day) }];
    });
  const monthLabel = (day: number): string =>
    new Date(day * DAY).toISOString().slice(0, anchorDay === 1 ? 7 : 10);
  return {
    ...span,
    tzdb,
    days,
    months: periods(1, monthLabel),
    quarters: periods(3, (day) => `${monthLabel(day)} quarter`),
    years: periods(12, (day) => `${monthLabel(day)} year`),
    windows: Object.fromEntries(
      book.windowSets.map((set) => [set.id, windowSpans(set, set.zone ?? book.tariffZone, used)]),
    ),
  };
}

/**
 * The calendar of another span. One that reaches that far stays as it is, so that what a file carries is not mixed
 * with what the reader's zones say.
 */
export function calendarOver(
  {
    book,
    contract,
    calendar,
  }: { readonly book: PriceBook; readonly contract: Contract; readonly calendar: Calendar },
  span: Span,
): Calendar {
  const { months, quarters, years, windows } = calendar;
  const end = span.end + longestQuantum(book) + 2 * DAY;
  const lists: readonly (readonly Span[])[] = [months, quarters, years, ...Object.values(windows)];
  const reaches = lists.every(
    (list) => (list[0]?.start ?? Infinity) <= span.start && (list.at(-1)?.end ?? 0) >= end,
  );
  return reaches
    ? { ...calendar, start: span.start, end: span.end }
    : expandCalendar(book, contract, { start: span.start, end: span.end }, calendar.tzdb);
}

/** What a run may be lengthened to at least, in milliseconds. */
function longestQuantum({ settings, rules }: PriceBook): number {
  const quanta = [settings, ...rules.map((rule) => rule.settings)];
  return Math.max(...quanta.map((one) => one?.quantum?.minimumSeconds ?? 0)) * 1000;
}

/** How far anything else may look: the contract itself, releases, late usage, instalments. */
function reachOf(contract: Contract, { start, end }: Span): Span {
  const named = [contract.start, contract.end, contract.issuedThrough]
    .concat(contract.releases.map(({ at }) => at))
    .flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  const last = Math.max(end, ...named);
  const instalments = contract.collection.map((way) =>
    way.scheme === "instalment"
      ? Math.max(last, Date.parse(way.start ?? contract.start)) + way.count * LONGEST[way.cadence]
      : 0,
  );
  return { start: Math.min(start, ...named), end: Math.max(last, ...instalments) };
}

const LONGEST = { monthly: 31 * DAY, quarterly: 92 * DAY, annual: 366 * DAY } as const;

function yearAt(milliseconds: number, zone: string): number {
  return new Date(dayAt(milliseconds, zone) * DAY).getUTCFullYear();
}

/** The day of an anchor, from 1 January 1970: the 31st is the last day of a shorter month. Months count from 1. */
function anchorOf(year: number, month: number, anchorDay: number): number {
  return Math.min(dayOf(year, month, anchorDay), dayOf(year, month + 1, 0));
}

/** The period of a list that an instant is in. Throws where the calendar does not reach: a bug of the caller. */
export function periodAt<P extends Span>(periods: readonly P[], at: number): P {
  let [low, high] = [0, periods.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((periods[middle]?.start ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  const found = periods[low];
  if (found === undefined || at < found.start || at >= found.end)
    throw new Error(`the calendar does not reach ${new Date(at).toISOString()}`);
  return found;
}

/** How many midnights of the billing zone are at or before an instant. */
export function dayIndex({ days }: Calendar, at: number): number {
  return countUpTo(days, at) - 1;
}
