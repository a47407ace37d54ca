import { daysFrom, firstOfMonth, laterDate, mondayOf, type Day } from "./days.ts";

export type CalendarViewName = "week" | "month" | "timeline";

/** How many days a timeline is long. */
export const SPANS = [1, 7, 28] as const;
export type TimelineSpan = (typeof SPANS)[number];

/** What is looked at. */
export interface Shown {
  readonly view: CalendarViewName;
  /** A day of it. */
  readonly date: string;
  readonly zone: string;
  /** Of the timeline. */
  readonly span: TimelineSpan;
}

/** The days that are shown. A month is shown in whole weeks. */
export function shownDays({ view, date, zone, span }: Shown): readonly Day[] {
  if (view === "timeline") return daysFrom(span === 1 ? date : mondayOf(date), span, zone);
  if (view === "week") return daysFrom(mondayOf(date), 7, zone);
  const first = mondayOf(firstOfMonth(date));
  const days = daysFrom(first, 42, zone);
  const next = firstOfMonth(laterDate(firstOfMonth(date), { months: 1 }));
  // Some months need four weeks, some six.
  const weeks = Math.ceil(days.filter((day) => day.date < next).length / 7);
  return days.slice(0, weeks * 7);
}

/** A day of what comes before or after what is shown. */
export function turned({ view, date, span }: Shown, by: -1 | 1): string {
  if (view === "month") return laterDate(firstOfMonth(date), { months: by });
  return laterDate(date, { days: (view === "week" ? 7 : span) * by });
}
