import type { Axis } from "./axis.ts";
import { atMinute, minuteOf, type Day } from "./days.ts";
import { STEP_MINUTES } from "./moving.ts";

/** A place in a week: which of its days, and how many minutes a clock shows there since midnight. */
export interface Moment {
  readonly day: number;
  readonly minute: number;
}

/** Half-open, in milliseconds. */
export interface PickedTime {
  readonly start: number;
  readonly end: number;
}

const STEP = STEP_MINUTES * 60_000;

/** The time between two places, whichever is first: never less than a step. */
export function timeBetween(
  a: Moment,
  b: Moment,
  days: readonly Day[],
  zone: string,
): PickedTime | null {
  const [first, last] = [a, b].map(({ day, minute }) => {
    const on = days[day];
    return on === undefined ? null : atMinute(on, minute, zone);
  });
  if (first === null || first === undefined || last === null || last === undefined) return null;
  const start = Math.min(first, last);
  return { start, end: Math.max(first, last, start + STEP) };
}

/** The time between two places of an axis, from 0 to 1, whichever is first: by whole steps, never less than one. */
export function timeOnAxis(a: number, b: number, { start, end }: Axis): PickedTime {
  const at = (share: number): number => start + share * (end - start);
  const [first, last] = [Math.floor(at(a) / STEP) * STEP, Math.round(at(b) / STEP) * STEP];
  const from = Math.max(start, Math.min(first, last));
  return { start: from, end: Math.min(end, Math.max(first, last, from + STEP)) };
}

/** What of a time is still ahead, from a whole step on; null where nothing is. */
export function aheadOf({ start, end }: PickedTime, now: number): PickedTime | null {
  const from = start > now ? start : Math.ceil(now / STEP) * STEP;
  return from < end ? { start: from, end } : null;
}

/** A time as it is drawn in a week, day by day. */
export interface PickedPiece {
  readonly day: number;
  /** Minutes on that day's clock. */
  readonly from: number;
  readonly to: number;
}

export function piecesOfTime(
  { start, end }: PickedTime,
  days: readonly Day[],
  zone: string,
): readonly PickedPiece[] {
  return days.flatMap((day, index) =>
    start < day.end && end > day.start
      ? [{ day: index, from: minuteOf(day, start, zone), to: minuteOf(day, end, zone) }]
      : [],
  );
}
