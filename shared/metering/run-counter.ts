import { Decimal, decimalText } from "../base/money.ts";
import type { MeterGap } from "./gap.ts";
import { gapAt, type MeterPiece, type MeterRun } from "./pieces.ts";
import type { PlacedEvent } from "./place.ts";
import { isOtherBoot, type Series } from "./series.ts";

/**
 * What a counter counted from each reading to the next. The first reading is only where it begins. A counter that is
 * lower than before, or of another boot, began anew from nothing; what it counted in between is not known.
 */
export function runCounter({ events, isWatched }: Series): MeterRun {
  const pieces: MeterPiece[] = [];
  const gaps: MeterGap[] = [];
  for (const [at, next] of events.entries()) {
    const before = events[at - 1];
    if (before === undefined) continue;
    const isReset = beganAnew(before, next);
    const start = isReset ? resetAt(before, next) : before.time;
    const isPaused = !isReset && !isWatched(before.time, next.time);
    const isEstimated = isPaused || (isReset && next.event.monotonic === null);
    const counted = isReset ? new Decimal(next.event.value) : difference(before, next);
    if (isReset) gaps.push(gapAt(next.event, [before.time, start], "reset", "nothing"));
    if (isPaused) gaps.push(gapAt(next.event, [before.time, next.time], "silent", "spread"));
    if (counted.isZero()) continue;
    pieces.push({
      event: next.event,
      start,
      end: next.time,
      lastSign: next.time,
      isEstimated,
      amount: { type: "quantity", value: decimalText(counted) },
    });
  }
  return { pieces, gaps };
}

/** Each is so much at one instant. */
export function runDeltas({ events }: Series): MeterRun {
  const pieces = events.map(({ event, time, isMoved }): MeterPiece => {
    const amount = { type: "quantity", value: event.value } as const;
    const isEstimated = isMoved && event.bootId === "";
    return { event, start: time, end: time, lastSign: time, isEstimated, amount };
  });
  return { pieces, gaps: [] };
}

/** Whether a counter began anew between two readings. */
export function beganAnew(before: PlacedEvent, next: PlacedEvent): boolean {
  return isOtherBoot(before.event, next.event) || difference(before, next).isNegative();
}

function difference(before: PlacedEvent, next: PlacedEvent): Decimal {
  return new Decimal(next.event.value).minus(before.event.value);
}

/** Its boot, where that is known to be later than the reading before; else at once after that. */
function resetAt(before: PlacedEvent, { event: { monotonic }, time }: PlacedEvent): number {
  return monotonic === null ? before.time : Math.max(before.time, time - monotonic);
}
