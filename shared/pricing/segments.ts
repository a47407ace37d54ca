import { fromInstant } from "../base/clock.ts";
import { Decimal } from "../base/money.ts";
import type { UsageSegment } from "./charge.ts";
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
function segmentKey(segment: UsageSegment): string {
  return [segment.instance, segment.meter, segment.item, segment.start].join(" ");
}

/**
 * Throws out repeats and ends at `now` what still goes on. Of two reports of one segment, the one that
 * knows its end counts; of two ends the later, of two levels the higher.
 */
export function closeSegments(
  segments: readonly UsageSegment[],
  now: number,
): readonly ClosedSegment[] {
  const distinct = new Map<string, UsageSegment>();
  for (const segment of segments) {
    const key = segmentKey(segment);
    const known = distinct.get(key);
    if (known === undefined || supersedes(segment, known)) distinct.set(key, segment);
  }
  return [...distinct.values()].map((segment) => {
    const { node, meter, item, instance, quantity } = segment;
    const { start, end } = spanOf(segment, now);
    return { node, meter, item, instance, level: quantity, start, end };
  });
}

function supersedes(segment: UsageSegment, known: UsageSegment): boolean {
  if (segment.end === null || known.end === null)
    return segment.end !== known.end ? known.end === null : isHigher(segment, known);
  return segment.end === known.end
    ? isHigher(segment, known)
    : fromInstant(segment.end) > fromInstant(known.end);
}

function isHigher(a: UsageSegment, b: UsageSegment): boolean {
  return new Decimal(a.quantity).greaterThan(new Decimal(b.quantity));
}

/** An end before its start (a clock was set back) makes an empty span, never a negative one. */
function spanOf(segment: UsageSegment, now: number): Span {
  const start = fromInstant(segment.start);
  const end = segment.end === null ? now : fromInstant(segment.end);
  return { start, end: Math.max(start, end) };
}

/** Groups by node, meter and item; groups and slices in a stable order whatever order they came in. */
export function groupUsage(segments: readonly ClosedSegment[]): readonly UsageGroup[] {
  const groups = new Map<string, UsageGroup & { slices: Slice[] }>();
  for (const segment of segments) {
    const { node, meter, item, instance, level, start, end } = segment;
    const key = [node, meter, item].join(" ");
    let group = groups.get(key);
    if (group === undefined) groups.set(key, (group = { node, meter, item, slices: [] }));
    group.slices.push({ instance, level, start, end });
  }
  for (const group of groups.values()) group.slices.sort(bySlice);
  return [...groups].toSorted(([a], [b]) => compare(a, b)).map(([, group]) => group);
}

function bySlice(a: Slice, b: Slice): number {
  return compare(a.instance, b.instance) || a.start - b.start || a.end - b.end;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
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
