import { Temporal } from "temporal-polyfill";
import { memoiseText } from "../base/memo.ts";
import type { Span } from "./scheme.ts";

/** Where months begin and end in the zone that bills are made in. */
export interface BillingCalendar {
  /** The calendar month that an instant is in, as an exact span: 743 h in a zone that loses one to DST. */
  monthOf(instant: number): Span;
}

/** A zone's calendar. It remembers the months it has worked out: the zone arithmetic is slow. */
export const billingCalendar: (zone: string) => BillingCalendar = memoiseText(createCalendar, 100);

function createCalendar(zone: string): BillingCalendar {
  const months: Span[] = [];
  return {
    monthOf(instant) {
      const known = months.find((month) => month.start <= instant && instant < month.end);
      if (known !== undefined) return known;
      const month = findMonth(instant, zone);
      months.push(month);
      return month;
    },
  };
}

function findMonth(instant: number, zone: string): Span {
  const first = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .with({ day: 1 })
    .startOfDay();
  // Again the start of day: where a zone skips midnight, `first` is at one o'clock.
  const next = first.add({ months: 1 }).startOfDay();
  return { start: first.epochMilliseconds, end: next.epochMilliseconds };
}

/** Cuts a span at the ends of months; an empty span gives nothing. */
export function cutAtMonths(
  span: Span,
  calendar: BillingCalendar,
): readonly (Span & { month: Span })[] {
  const pieces: (Span & { month: Span })[] = [];
  let start = span.start;
  while (start < span.end) {
    const month = calendar.monthOf(start);
    const end = Math.min(span.end, month.end);
    pieces.push({ start, end, month });
    start = end;
  }
  return pieces;
}
