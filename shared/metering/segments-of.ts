import type { Segment } from "../pricing/engine/segments.ts";
import type { MeterGap } from "./gap.ts";
import type { Heartbeats, MeterEvent } from "./meter-event.ts";
import { gapAt, type MeterPiece, type MeterRun } from "./pieces.ts";
import { runCounter, runDeltas } from "./run-counter.ts";
import { runLevels } from "./run-levels.ts";
import { seriesOf, type Series } from "./series.ts";

/** What the machine that an event names is: whose, and where in a design. */
export type MeterSubject = Pick<
  Segment,
  "environment" | "node" | "kind" | "component" | "user" | "groups"
> &
  Partial<Pick<Segment, "account" | "session" | "qosClass" | "autoscaled" | "added">>;

export interface MeteringContext {
  readonly heartbeats: Heartbeats;
  /** What goes on is looked at up to here. */
  readonly until: number;
  readonly subjectOf: (managementId: string, instance: string) => MeterSubject;
}

/** What was used, and what is not known of it. */
export interface Metered {
  readonly segments: readonly Segment[];
  readonly gaps: readonly MeterGap[];
}

/**
 * Usage out of events: the engine's segments, in a fixed order. In which order the events come, and how often each
 * of them, makes no difference.
 */
export function segmentsOf(events: readonly MeterEvent[], context: MeteringContext): Metered {
  const segments: Segment[] = [];
  const gaps: MeterGap[] = [];
  for (const series of seriesOf(events, context.heartbeats)) {
    const run = runOf(series, context.until);
    for (const piece of run.pieces) segments.push(segmentOf(piece, series, context));
    gaps.push(...run.gaps, ...movedIn(series));
  }
  return { segments, gaps };
}

function runOf(series: Series, until: number): MeterRun {
  switch (series.sort) {
    case "level":
      return runLevels(series, until);
    case "counter":
      return runCounter(series);
    case "delta":
      return runDeltas(series);
  }
}

/** What a wall clock that was set had said wrongly. */
function movedIn({ events }: Series): readonly MeterGap[] {
  return events.flatMap(({ event, time, isMoved }) => {
    const at = Date.parse(event.at);
    if (!isMoved || at === time) return [];
    return [gapAt(event, [Math.min(at, time), Math.max(at, time)], "clock", "moved")];
  });
}

function segmentOf(
  { event, start, end, lastSign, isEstimated, amount }: MeterPiece,
  { interval }: Series,
  { subjectOf }: MeteringContext,
): Segment {
  const { managementId, instance, meterId, item, unit, receivedAt, usedBy } = event;
  return {
    ...BLANK,
    ...subjectOf(managementId, instance),
    // Two equal quantities at one time are two; a level is what it is, however often it is told.
    ...(amount.type === "quantity" && { id: `${event.producerId}/${event.eventId}` }),
    quality: isEstimated ? "estimated" : "measured",
    instance,
    meter: meterId,
    item,
    ...(usedBy !== undefined && { usedBy }),
    [amount.type]: amount.value,
    ...(unit !== "" && { unit }),
    start: new Date(start).toISOString(),
    end: end === null ? null : new Date(end).toISOString(),
    ...(end === null &&
      interval > 0 && {
        lastSeen: new Date(lastSign).toISOString(),
        heartbeatSeconds: interval / 1000,
      }),
    receivedAt,
  };
}

const BLANK = {
  source: "metered",
  hoursPerWeek: 168,
  heartbeatSeconds: 0,
  session: "",
  qosClass: "",
  autoscaled: false,
  added: 0,
  reserved: false,
} as const;
