import type { Calendar, Period, Span } from "../calendar.ts";
import { dayIndex } from "../calendar.ts";
import type { Cadence } from "../schema/values.ts";
import type { Settings } from "../schema/settings.ts";
import type { Fraction } from "../exact.ts";
import { monthsLater } from "./months.ts";

const HOUR = 3_600_000;
const MONTHS = { monthly: 1, quarterly: 3, annual: 12 } as const;

/** The periods that fees of a cadence are for; once: as long as it lasts, which a month stands for. */
export function periodsOf(calendar: Calendar, cadence: Cadence): readonly Period[] {
  if (cadence === "quarterly") return calendar.quarters;
  return cadence === "annual" ? calendar.years : calendar.months;
}

/** How much of a period a fee is due for. All of it is always 1. */
export function partOf(
  calendar: Calendar,
  { dayCount, prorationOf }: Pick<Settings, "dayCount" | "prorationOf">,
  cadence: Exclude<Cadence, "once">,
  span: Span,
  period: Span,
): Fraction {
  if (span.start <= period.start && span.end >= period.end) return { n: 1n, d: 1n };
  const { start } = span;
  const whole =
    prorationOf === "period"
      ? period
      : { start, end: monthsLater(calendar, start, MONTHS[cadence]) };
  return countOf(calendar, dayCount, span, whole);
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
