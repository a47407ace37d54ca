import { Temporal } from "temporal-polyfill";

export const DAY = 86_400_000;

/** The date that a zone's clocks show. */
export function dateAt(milliseconds: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
}

/** The start of a local day: one o'clock where a zone skips midnight. */
export function midnight(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/** One day of a zone; `day` counts days from 1 January 1970. */
export interface LocalDay {
  readonly day: number;
  readonly start: number;
  readonly end: number;
}

function dayOf({ year, month, day }: Temporal.PlainDate): number {
  return Date.UTC(year, month - 1, day) / DAY;
}

export function dateOf(day: number): Temporal.PlainDate {
  const date = new Date(day * DAY);
  return new Temporal.PlainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** Every day from one to another. Only where clocks change is the zone asked: all other days have 24 hours. */
export function localDays(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  zone: string,
): readonly LocalDay[] {
  const days: LocalDay[] = [];
  const until = dayOf(last);
  let start = midnight(first, zone);
  let change = nextChange(start, zone);
  for (let day = dayOf(first); day <= until; day += 1) {
    const isPlain = start + DAY < change;
    const end = isPlain ? start + DAY : midnight(dateOf(day + 1), zone);
    days.push({ day, start, end });
    start = end;
    if (!isPlain) change = nextChange(start, zone);
  }
  return days;
}

/** When the zone's clocks change next. */
function nextChange(at: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return local.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity;
}
