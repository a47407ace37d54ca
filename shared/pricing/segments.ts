import { fromInstant } from "../base/clock.ts";
import type { UsageSegment } from "./charge.ts";
import { withoutOverlap } from "./overlap.ts";
import type { Slice, Span } from "./scheme.ts";

/** A usage segment whose end is known, with its times as numbers. */
export interface ClosedSegment extends Slice {
  readonly node: string;
  readonly meter: UsageSegment["meter"];
  readonly item: string;
}

/** All slices of one node and item: what one line (per rate) is made of. */
export interface UsageGroup extends Pick<ClosedSegment, "node" | "meter" | "item"> {
  readonly slices: readonly Slice[];
}

/** What makes two reports of a segment the same one, told twice. */
function segmentKey({ instance, meter, item, start }: UsageSegment): string {
  return [instance, meter, item, start].join(" ");
}

/**
 * Ends at `now` what still goes on, and leaves out what lasted no time at all. A segment that was reported
 * open and later as ended has ended.
 */
export function closeSegments(
  segments: readonly UsageSegment[],
  now: number,
): readonly ClosedSegment[] {
  const ended = new Set(segments.filter(({ end }) => end !== null).map(segmentKey));
  return segments
    .filter((segment) => segment.end !== null || !ended.has(segmentKey(segment)))
    .map((segment) => {
      const { node, meter, item, instance, quantity } = segment;
      const { start, end } = spanOf(segment, now);
      return { node, meter, item, instance, level: quantity, start, end };
    })
    .filter(({ start, end }) => start < end);
}

function spanOf({ start, end }: UsageSegment, now: number): Span {
  return { start: fromInstant(start), end: end === null ? now : fromInstant(end) };
}

/**
 * Groups by node, meter and item, in a stable order whatever order they came in. Of one item an instance
 * has one level at a time, so what is reported twice, wholly or in part, counts once.
 */
export function groupUsage(segments: readonly ClosedSegment[]): readonly UsageGroup[] {
  const groups = new Map<string, UsageGroup & { slices: Slice[] }>();
  for (const segment of segments) {
    const { node, meter, item, instance, level, start, end } = segment;
    const key = [node, meter, item].join(" ");
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { node, meter, item, slices: [] }));
    group.slices.push({ instance, level, start, end });
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { node, meter, item, slices }]) => {
      return { node, meter, item, slices: withoutOverlap(slices) };
    });
}

/** From the first start to the last end. */
export function wholeSpan(slices: readonly Span[]): Span {
  let [start, end] = [Infinity, -Infinity];
  for (const slice of slices) {
    start = Math.min(start, slice.start);
    end = Math.max(end, slice.end);
  }
  return { start, end };
}
