import type { Calendar, Period, Span } from "../calendar.ts";
import { dayIndex, periodAt } from "../calendar.ts";
import type { Cadence } from "../schema/values.ts";
import type { Settings } from "../schema/settings.ts";
import type { Fraction } from "../exact.ts";
import { monthsLater } from "./normalise.ts";

const HOUR = 3_600_000;
const MONTHS = { monthly: 1, quarterly: 3, annual: 12 } as const;

/** The periods that fees of a cadence are for; once: as long as it lasts, which a month stands for. */
export function periodsOf(calendar: Calendar, cadence: Cadence): readonly Period[] {
  if (cadence === "quarterly") return calendar.quarters;
  return cadence === "annual" ? calendar.years : calendar.months;
}

/** A period of a fee: the calendar's, or the term's own, counted from where it began. */
export function feePeriod(
  calendar: Calendar,
  cadence: Exclude<Cadence, "once">,
  prorationOf: Settings["prorationOf"],
  begin: number,
  at: number,
): Period {
  if (prorationOf === "period") return periodAt(periodsOf(calendar, cadence), at);
  // From the beginning each time, so that the 31st comes back after a February.
  for (let count = 0; ; count += 1) {
    const start = monthsLater(calendar, begin, count * MONTHS[cadence]);
    const end = monthsLater(calendar, begin, (count + 1) * MONTHS[cadence]);
    if (at < end)
      return { start, end, label: `${new Date(start).toISOString().slice(0, 10)} term` };
  }
}

/** How much of a period a fee is due for. All of it is always 1. */
export function partOf(
  calendar: Calendar,
  dayCount: Settings["dayCount"],
  span: Span,
  period: Span,
): Fraction {
  const isWhole = span.start <= period.start && span.end >= period.end;
  return isWhole ? { n: 1n, d: 1n } : countOf(calendar, dayCount, span, period);
}

/** How many such periods a span lasts, as `dayCount` counts: a month of 31 days is more than one of 730 hours. */
export function countOf(
  calendar: Calendar,
  dayCount: Settings["dayCount"],
  span: Span,
  period: Span,
): Fraction {
  const length = (unit: (span: Span) => number, whole: number) => ({
    n: BigInt(unit(span)),
    d: BigInt(whole),
  });
  const days = ({ start, end }: Span): number =>
    dayIndex(calendar, end) - dayIndex(calendar, start);
  const time = ({ start, end }: Span): number => end - start;
  const months = Math.max(1, Math.round(days(period) / 30.4));
  switch (dayCount) {
    case "seconds":
    case "real-hours":
      return length(time, time(period));
    case "hours-730":
      return length(time, months * 730 * HOUR);
    case "thirty-day-month":
      return length(days, months * 30);
    case "half-open-days":
    case "inclusive-days":
      return length(days, days(period));
  }
}

/** True for those that count whole local days. */
export function countsDays(dayCount: Settings["dayCount"]): boolean {
  return (
    dayCount === "half-open-days" ||
    dayCount === "inclusive-days" ||
    dayCount === "thirty-day-month"
  );
}
