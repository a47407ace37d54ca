import { Temporal } from "temporal-polyfill";
import type { Span } from "../pricing/engine/calendar.ts";
import type { Segment } from "../pricing/engine/segments.ts";
import { toInstant } from "../base/clock.ts";

/** The month of a zone's calendar before the one that an instant is in, or that one up to the instant. */
export function monthBefore(now: number, zone: string, isThis: boolean): Span {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const first = today.with({ day: 1 }).startOfDay();
  return isThis
    ? { start: first.epochMilliseconds, end: now }
    : { start: first.subtract({ months: 1 }).epochMilliseconds, end: first.epochMilliseconds };
}

/** The part of usage that lies in a time; quantities that are not spread over time by when they began. */
export function usageWithin(
  segments: readonly Segment[],
  { start, end }: Span,
): readonly Segment[] {
  return segments.flatMap((segment) => {
    const from = Date.parse(segment.start);
    if (segment.quantity !== undefined) return start <= from && from < end ? [segment] : [];
    const to = segment.end === null || segment.end === undefined ? end : Date.parse(segment.end);
    if (to <= start || from >= end) return [];
    const part = { start: toInstant(Math.max(from, start)), end: toInstant(Math.min(to, end)) };
    return [{ ...segment, ...part }];
  });
}
