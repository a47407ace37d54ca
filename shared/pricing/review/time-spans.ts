import type { Calendar, Span } from "../engine/calendar.ts";
import { dateAt } from "../engine/local-days.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const TIME_UNITS = ["hour", "day", "week", "month"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** A span of time cut for a chart, and into what. */
export interface TimeSpans {
  readonly unit: TimeUnit;
  readonly spans: readonly Span[];
}

/** Of each unit, the longest time that is not more than a few hundred of it, and the least that is several. */
const FITS = {
  hour: { least: 0, most: 14 * DAY },
  day: { least: 0, most: 400 * DAY },
  week: { least: 8 * DAY, most: 5 * 366 * DAY },
  month: { least: 32 * DAY, most: Infinity },
} as const satisfies Readonly<Record<TimeUnit, { least: number; most: number }>>;

/** Into what a span can be cut so that something is to be seen. */
export function unitsFor({ start, end }: Span): readonly TimeUnit[] {
  const length = end - start;
  return TIME_UNITS.filter((unit) => FITS[unit].least <= length && length <= FITS[unit].most);
}

/** Hours for a few days, days for a season, months for all longer. */
function unitOf({ start, end }: Span): TimeUnit {
  const length = end - start;
  return length <= 3 * DAY ? "hour" : length <= 93 * DAY ? "day" : "month";
}

/**
 * Cuts time where the calendar's days and months begin, weeks on Mondays of the zone; into what is asked for where that
 * fits the span. At least one span comes back.
 */
export function timeSpans(
  calendar: Calendar,
  span: Span,
  { zone, unit: wanted }: { readonly zone: string; readonly unit?: TimeUnit | undefined },
): TimeSpans {
  const unit = unitsFor(span).find((one) => one === wanted) ?? unitOf(span);
  if (unit === "hour") return { unit, spans: hoursIn(span) };
  if (unit === "day") return { unit, spans: daysIn(calendar, span) };
  if (unit === "week") return { unit, spans: weeksIn(calendar, span, zone) };
  const months = calendar.months.filter(({ start, end }) => start < span.end && end > span.start);
  return { unit, spans: months.map(({ start, end }) => ({ start, end })) };
}

/** Each hour of a span; a day that the clocks change on has 23 or 25. */
export function hoursIn({ start, end }: Span): readonly Span[] {
  const first = Math.floor(start / HOUR) * HOUR;
  const count = Math.max(1, Math.ceil((end - first) / HOUR));
  return Array.from({ length: count }, (_, at) => ({
    start: first + at * HOUR,
    end: first + (at + 1) * HOUR,
  }));
}

/** The days of the billing zone that a span touches. */
export function daysIn({ days }: Calendar, { start, end }: Span): readonly Span[] {
  return days.flatMap((from, at) => {
    const to = days[at + 1];
    return to !== undefined && from < Math.max(end, start + 1) && to > start
      ? [{ start: from, end: to }]
      : [];
  });
}

/** Its days by weeks from Monday on; the first and the last may be parts of one. */
function weeksIn(calendar: Calendar, span: Span, zone: string): readonly Span[] {
  const weeks: Span[] = [];
  for (const { start, end } of daysIn(calendar, span)) {
    const week = weeks.at(-1);
    if (week === undefined || dateAt(start, zone).dayOfWeek === 1) weeks.push({ start, end });
    else weeks[weeks.length - 1] = { start: week.start, end };
  }
  return weeks;
}
