import { dayIndex, periodAt } from "../calendar.ts";
import { parseInstant } from "../parse-instant.ts";
import type { Segment } from "../segments.ts";
import type { Frame, Piece } from "../usage.ts";
import { whatOf, type Reading } from "./reading.ts";

/** The months of a projection without dates. */
export function monthsOf(frame: Frame, reading: Reading, segment: Segment): readonly Piece[] {
  const { use, amount } = whatOf(reading, segment);
  const isTotal = segment.quantity !== undefined;
  return eachMonth(frame, parseInstant(segment.start), segment).map((month) =>
    Object.assign(month, { use, amount, isTotal }),
  );
}

/** The months of a projection without dates, counted from where it begins. */
function eachMonth(
  { calendar }: Frame,
  begin: number,
  { months = 0, hoursPerWeek }: Segment,
): readonly Pick<Piece, "start" | "end" | "ofMonth">[] {
  return Array.from({ length: months }, (_, at) => {
    const start = monthsLater(calendar, begin, at);
    const end = monthsLater(calendar, begin, at + 1);
    return { start, end, ofMonth: { length: end - start, hoursPerWeek } };
  });
}

/** The same day and time so many months later; the last day of a shorter month. */
export function monthsLater(calendar: Frame["calendar"], start: number, months: number): number {
  const month = periodAt(calendar.months, start);
  const target = calendar.months[calendar.months.indexOf(month) + months];
  if (target === undefined) throw new Error("the calendar ends too early");
  const day = dayIndex(calendar, start);
  const last = dayIndex(calendar, target.end) - 1;
  const index = Math.min(
    dayIndex(calendar, target.start) + day - dayIndex(calendar, month.start),
    last,
  );
  return (calendar.days[index] ?? target.start) + (start - (calendar.days[day] ?? start));
}
