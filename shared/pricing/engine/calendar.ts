import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { instantOf } from "../../schedule/wall-clock.ts";
import type { PriceBook } from "./book.ts";
import type { Contract } from "./contract.ts";
import type { Segment } from "./segments.ts";
import { dayNumber, type WindowRule, type WindowSet } from "./schema/window-set.ts";

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

/** The calendar of some segments: from the first to the last instant that they or the contract name. */
export function calendarFor(
  book: PriceBook,
  contract: Contract,
  segments: readonly Segment[],
  tzdb = "",
): Calendar {
  let [start, end] = [Infinity, -Infinity];
  for (const segment of segments) {
    start = Math.min(start, Date.parse(segment.start));
    end = Math.max(end, endOf(segment, contract));
  }
  const from = Math.min(start, Date.parse(contract.start));
  const ends = contract.end === undefined ? [] : [Date.parse(contract.end)];
  const to = Math.max(end, ...ends, Date.parse(contract.start), from);
  return expandCalendar(book, contract, { start: from, end: to }, tzdb);
}

/** The latest instant a segment names. */
function endOf({ start, end, lastSeen, months }: Segment, { billingZone }: Contract): number {
  const known = Math.max(Date.parse(start), Date.parse(end ?? lastSeen ?? start));
  if (months === undefined) return known;
  // A day more than the longest month that a projection may reckon with.
  const last = Temporal.Instant.fromEpochMilliseconds(known).toZonedDateTimeISO(billingZone);
  return last.add({ months, days: months * 3 }).epochMilliseconds;
}

/** Expands every boundary in a span, and the whole years around it. */
export function expandCalendar(
  book: PriceBook,
  contract: Contract,
  span: Span,
  tzdb = "",
): Calendar {
  const { billingZone: zone, anchorDay, anchorMonth } = contract;
  const first = dateAt(span.start, zone);
  const last = dateAt(span.end, zone);
  // From an anchor at least a year before, so that all three lists begin before the span.
  const origin = { year: first.year - 1, month: anchorMonth, anchorDay, zone };
  const months = (last.year - first.year + 3) * 12;
  const boundaries = Array.from({ length: months + 1 }, (_, at) => anchorDate(origin, at));
  const periods = (step: number, label: (date: Temporal.PlainDate) => string): Period[] =>
    boundaries.flatMap((date, at) => {
      const next = boundaries[at + step];
      if (at % step !== 0 || next === undefined) return [];
      return [{ start: midnight(date, zone), end: midnight(next, zone), label: label(date) }];
    });
  const monthLabel = (date: Temporal.PlainDate): string =>
    date.toString().slice(0, anchorDay === 1 ? 7 : 10);
  return {
    ...span,
    tzdb,
    days: midnights(boundaries, zone),
    months: periods(1, monthLabel),
    quarters: periods(3, (date) => `${monthLabel(date)} quarter`),
    years: periods(12, (date) => `${monthLabel(date)} year`),
    windows: Object.fromEntries(
      book.windowSets.map((set) => [set.id, windowSpans(set, book.tariffZone, span)]),
    ),
  };
}

function dateAt(milliseconds: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
}

/** The start of a local day: one o'clock where a zone skips midnight. */
function midnight(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

interface Origin {
  readonly year: number;
  readonly month: number;
  readonly anchorDay: number;
  readonly zone: string;
}

/** The anchor day of the month that is so many after the origin: the 31st is the last day of a shorter one. */
function anchorDate({ year, month, anchorDay }: Origin, months: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 }).add({ months });
  return first.with({ day: Math.min(anchorDay, first.daysInMonth) });
}

function midnights(boundaries: readonly Temporal.PlainDate[], zone: string): number[] {
  const [first, last] = [boundaries[0], boundaries.at(-1)];
  const days: number[] = [];
  if (first === undefined || last === undefined) return days;
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    days.push(midnight(day, zone));
  return days;
}

/** The windows of a set, one after the other; neighbours of one name are one. */
function windowSpans(set: WindowSet, zone: string, span: Span): WindowSpan[] {
  const holidays = new Set(set.holidays);
  const spans: WindowSpan[] = [];
  const last = dateAt(span.end, zone).add({ days: 1 });
  // A day before, for the window that began there and wraps midnight.
  let day = dateAt(span.start, zone).subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    for (const piece of dayPieces(set, holidays, zone, day)) {
      const before = spans.at(-1);
      if (before?.window === piece.window && before.end === piece.start) before.end = piece.end;
      else spans.push(piece);
    }
  return spans;
}

/** One local day, cut where its windows and those of the day before begin and end. The first rule that fits wins. */
function dayPieces(
  set: WindowSet,
  holidays: ReadonlySet<string>,
  zone: string,
  day: Temporal.PlainDate,
): WindowSpan[] {
  const [start, end] = [midnight(day, zone), midnight(day.add({ days: 1 }), zone)];
  if (holidays.has(day.toString())) return [{ start, end, window: set.holiday }];
  const open = [day.subtract({ days: 1 }), day].flatMap((date) =>
    holidays.has(date.toString())
      ? []
      : set.windows
          .filter((rule) => rule.days.some((name) => dayNumber(name) === date.dayOfWeek))
          .map((rule) => openSpan(rule, zone, date)),
  );
  const inside = open.flatMap((one) => [one.start, one.end]).filter((at) => at > start && at < end);
  const cuts = [...new Set([start, ...inside, end])].toSorted((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => {
    const found = open.find((one) => one.start <= from && from < one.end);
    return { start: from, end: cuts[at + 1] ?? end, window: found?.window ?? set.default };
  });
}

function openSpan(rule: WindowRule, zone: string, date: Temporal.PlainDate): WindowSpan {
  const at = (day: Temporal.PlainDate, time: string): number =>
    instantOf(day.toPlainDateTime(Temporal.PlainTime.from(time)), zone);
  const next = date.add({ days: 1 });
  const start = rule.from === "00:00" ? midnight(date, zone) : at(date, rule.from);
  const wraps = rule.to !== "24:00" && rule.to <= rule.from;
  const end = rule.to === "24:00" ? midnight(next, zone) : at(wraps ? next : date, rule.to);
  return { start, end, window: rule.window };
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
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
