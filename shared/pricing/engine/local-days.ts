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

export interface LocalDay {
  readonly date: Temporal.PlainDate;
  readonly start: number;
  readonly end: number;
}

/** Every day from one to another. Only where clocks change is the zone asked: all other days have 24 hours. */
export function localDays(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  zone: string,
): readonly LocalDay[] {
  const days: LocalDay[] = [];
  let [date, start] = [first, midnight(first, zone)];
  let change = nextChange(start, zone);
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const next = date.add({ days: 1 });
    const isPlain = start + DAY < change;
    const end = isPlain ? start + DAY : midnight(next, zone);
    days.push({ date, start, end });
    [date, start] = [next, end];
    if (!isPlain) change = nextChange(start, zone);
  }
  return days;
}

/** When the zone's clocks change next. */
function nextChange(at: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return local.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity;
}
