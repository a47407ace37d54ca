import type { Span } from "../engine/calendar.ts";
import type { Segment } from "../engine/segments.ts";

interface Asked {
  readonly meter: string;
  readonly spans: readonly Span[];
  /** Whom a segment belongs to; undefined for what is not asked about. */
  readonly keyOf: (segment: Segment) => string | undefined;
  /** Up to when what still goes on has lasted. */
  readonly now: number;
}

/** How much of one meter was used at the same time: the average level in each span, for each that asks. */
export function demandOf(
  segments: readonly Segment[],
  { meter, spans, keyOf, now }: Asked,
): ReadonlyMap<string, readonly number[]> {
  const sums = new Map<string, number[]>();
  for (const segment of segments) {
    const key = segment.meter === meter ? keyOf(segment) : undefined;
    if (key === undefined) continue;
    let own = sums.get(key);
    if (own === undefined) sums.set(key, (own = spans.map(() => 0)));
    const start = Date.parse(segment.start);
    const end = typeof segment.end === "string" ? Date.parse(segment.end) : now;
    for (const [at, span] of spans.entries())
      own[at] = (own[at] ?? 0) + partIn(segment, { start, end }, span);
  }
  return sums;
}

/** A level counts by the part of the span that it was held; a quantity by the part of itself that falls into it. */
function partIn({ level, quantity }: Segment, time: Span, span: Span): number {
  const common = Math.min(time.end, span.end) - Math.max(time.start, span.start);
  if (quantity === undefined)
    return common <= 0 ? 0 : (Number(level ?? "1") * common) / (span.end - span.start);
  if (time.end === time.start)
    return span.start <= time.start && time.start < span.end ? Number(quantity) : 0;
  return common <= 0 ? 0 : (Number(quantity) * common) / (time.end - time.start);
}
