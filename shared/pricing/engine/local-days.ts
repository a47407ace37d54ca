import { Temporal } from "temporal-polyfill";
import { evenTimeAt } from "./zone-clock.ts";

export const DAY = 86_400_000;

/** The date that a zone's clocks show. */
export function dateAt(milliseconds: number, zone: string): Temporal.PlainDate {
  return dateOf(dayAt(milliseconds, zone));
}

/** The same as a number of days from 1 January 1970. */
export function dayAt(milliseconds: number, zone: string): number {
  return Math.floor((milliseconds + evenTimeAt(milliseconds, zone).offset) / DAY);
}

/** One day of a zone; `day` counts days from 1 January 1970. It begins at one o'clock where clocks skip midnight. */
export interface LocalDay {
  readonly day: number;
  readonly start: number;
  readonly end: number;
}

export function dateOf(day: number): Temporal.PlainDate {
  const date = new Date(day * DAY);
  return new Temporal.PlainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** The day of a date, from 1 January 1970; months count from 1, and what is beyond a month is in the next ones. */
export function dayOf(year: number, month: number, day: number): number {
  // Date.UTC takes the years 0 to 99 for others.
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
}

/** Every day from one to another. Only where clocks change is the zone asked: all other days have 24 hours. */
export function localDays(first: number, last: number, zone: string): readonly LocalDay[] {
  const days: LocalDay[] = [];
  let start = startOf(first, zone);
  let time = evenTimeAt(start, zone);
  for (let day = first; day <= last; day += 1) {
    const isPlain = start + time.offset === day * DAY && start + DAY < time.until;
    const end = isPlain ? start + DAY : startOf(day + 1, zone);
    days.push({ day, start, end });
    start = end;
    if (start >= time.until) time = evenTimeAt(start, zone);
  }
  return days;
}

function startOf(day: number, zone: string): number {
  return dateOf(day).toZonedDateTime(zone).epochMilliseconds;
}
