import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { memoiseText } from "../base/memo.ts";

/** What a clock on the wall and a calendar beside it show: `2026-11-23T09:00`, in no zone yet. */
type WallTime = Temporal.PlainDateTime;

/** A zone of the IANA database, such as `Europe/Berlin`. */
export const zoneSchema = z.string().max(64).refine(isZone, "no such time zone");

/** `09:00`. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write it like 09:00");

export const dateSchema = z.iso.date();

const knownZone = memoiseText((zone) => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}, 1000);

function isZone(zone: string): boolean {
  return knownZone(zone);
}

/**
 * The instant at which a clock in the zone shows this, in milliseconds. A time that a change to summer time
 * skips is as much later as the clocks jump; of one that the change back shows twice, the first (RFC 5545 §3.3.5).
 */
export function instantOf(wall: WallTime, zone: string): number {
  return wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
}

/** What a clock in the zone shows at an instant. */
export function wallAt(milliseconds: number, zone: string): WallTime {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
}

/**
 * The instants between two times of a day that begins on `date`; a `to` that is not after `from` is on the next
 * day. Where a clock change would leave nothing of it, it keeps its length.
 */
export function wallSpan(
  date: Temporal.PlainDate,
  { from, to, zone }: { readonly from: string; readonly to: string; readonly zone: string },
): { readonly start: number; readonly end: number } {
  const begin = date.toPlainDateTime(Temporal.PlainTime.from(from));
  const sameDay = date.toPlainDateTime(Temporal.PlainTime.from(to));
  const finish = to > from ? sameDay : sameDay.add({ days: 1 });
  const start = instantOf(begin, zone);
  const end = instantOf(finish, zone);
  const length = begin.until(finish).total("milliseconds");
  return { start, end: end > start ? end : start + length };
}
