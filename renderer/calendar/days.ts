import { Temporal } from "temporal-polyfill";
import { instantOf, wallAt } from "../../shared/schedule/wall-clock.ts";
import { plainTime, readTypedTime } from "../ui/typed-time.ts";

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

/** A day as it passes in a zone: 23 or 25 hours long when the clocks change. */
export interface Day {
  /** `2026-11-23`. */
  readonly date: string;
  /** Milliseconds; half-open. */
  readonly start: number;
  readonly end: number;
}

/** The daemon's clock, as it is known here, has fractions of milliseconds; Temporal has none. */
function wallOf(milliseconds: number, zone: string): Temporal.PlainDateTime {
  return wallAt(Math.floor(milliseconds), zone);
}

/** The zone that this machine's clock is set to. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The zones that can be chosen, one's own among them. */
export function allZones(): readonly string[] {
  return [...new Set([ownZone(), "UTC", ...Intl.supportedValuesOf("timeZone")])];
}

export function dateAt(milliseconds: number, zone: string): string {
  return wallOf(milliseconds, zone).toPlainDate().toString();
}

/** So many days, months or weeks later. */
export function laterDate(
  date: string,
  by: { readonly days?: number; readonly months?: number },
): string {
  return Temporal.PlainDate.from(date).add(by).toString();
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

export function firstOfMonth(date: string): string {
  return Temporal.PlainDate.from(date).with({ day: 1 }).toString();
}

/** Days in a row, each from its midnight to the next. */
export function daysFrom(date: string, count: number, zone: string): readonly Day[] {
  const first = Temporal.PlainDate.from(date);
  const dates = Array.from({ length: count + 1 }, (_, index) => first.add({ days: index }));
  const starts = dates.map((day) => instantOf(day.toPlainDateTime(), zone));
  return starts.slice(0, count).map((start, index) => ({
    date: String(dates[index]),
    start,
    end: starts[index + 1] ?? start,
  }));
}

/** The minutes since midnight that a clock shows at an instant of the day; 1440 at its end. */
export function minuteOf(day: Day, at: number, zone: string): number {
  if (at <= day.start) return 0;
  if (at >= day.end) return DAY_MINUTES;
  // Asking for a zone is slow, and there may be thousands to ask: only days of another length need it.
  if (day.end - day.start === DAY_MINUTES * MINUTE) return (at - day.start) / MINUTE;
  const { hour, minute, second } = wallOf(at, zone);
  return hour * 60 + minute + second / 60;
}

/** When a clock shows so many minutes since midnight on a day; where it shows them twice, the first time. */
export function atMinute(day: Day, minute: number, zone: string): number {
  if (minute >= DAY_MINUTES) return day.end;
  if (day.end - day.start === DAY_MINUTES * MINUTE) return day.start + minute * MINUTE;
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return instantOf(Temporal.PlainDate.from(day.date).toPlainDateTime(time), zone);
}

/**
 * As much later as people mean it: days keep what the clock shows also where the clocks change between, minutes
 * are counted on the clock.
 */
export function laterBy(
  at: number,
  by: { readonly days: number; readonly minutes: number },
  zone: string,
): number {
  if (by.days === 0) return at + by.minutes * MINUTE;
  return instantOf(wallOf(at, zone).add(by), zone);
}

/** `09:00` of an instant. */
export function timeOfDay(milliseconds: number, zone: string): string {
  return wallOf(milliseconds, zone).toPlainTime().toString({ smallestUnit: "minute" });
}

/**
 * An instant as fields for a day and a time have it, by the zone's clocks: `2026-11-23T09:00`. Of an hour that clocks
 * show twice the second one has its offset with it: `2026-10-25T02:30+01:00`.
 */
export function toZoneInput(milliseconds: number, zone: string): string {
  const at = Math.floor(milliseconds / MINUTE) * MINUTE;
  const wall = wallOf(at, zone);
  const text = wall.toString({ smallestUnit: "minute" });
  if (instantOf(wall, zone) === at) return text;
  return `${text}${Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offset}`;
}

/** Milliseconds of what was entered, null for what is no time. */
export function fromZoneInput(text: string, zone: string): number | null {
  const value = readTypedTime("date-time", text);
  if (value === null) return null;
  return plainTime(value) === value
    ? instantOf(Temporal.PlainDateTime.from(value), zone)
    : Date.parse(value);
}
