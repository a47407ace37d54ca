import type { Calendar, Span } from "../engine/calendar.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A span of time cut for a chart, and into what: hours for a few days, days for a season, months for all longer. */
export interface TimeSpans {
  readonly unit: "hour" | "day" | "month";
  readonly spans: readonly Span[];
}

/** Cuts time where the calendar's days and months begin. At least one span comes back. */
export function timeSpans(calendar: Calendar, { start, end }: Span): TimeSpans {
  const length = end - start;
  if (length <= 3 * DAY) return { unit: "hour", spans: hoursIn({ start, end }) };
  if (length <= 93 * DAY) return { unit: "day", spans: daysIn(calendar, { start, end }) };
  const months = calendar.months.filter((month) => month.start < end && month.end > start);
  return { unit: "month", spans: months.map((month) => ({ start: month.start, end: month.end })) };
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
