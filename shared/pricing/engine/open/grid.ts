import { periodAt, type Period, type Span, type WindowSpan } from "../calendar.ts";
import { countUpTo } from "../rising.ts";

/** What all slices of a lane at some times have in common, so that they are in one cell. */
export interface Place {
  readonly period: Period;
  readonly window: string;
  /** One instant of it. */
  readonly at: number;
}

/** A span of time, cut wherever a slice is: stretch `i` is from `edges[i]` to `edges[i + 1]` (ms UTC), in `place[i]`. */
export interface Grid {
  readonly edges: Float64Array;
  /** Which of `places`. */
  readonly place: Int32Array;
  readonly places: readonly Place[];
}

/** `changes` are the rising instants at which something else changes than month and rate window. */
export function gridOf(
  months: readonly Period[],
  windows: readonly WindowSpan[] | undefined,
  changes: readonly number[],
  span: Span,
): Grid {
  const edges = [span.start];
  const place: number[] = [];
  const places: Place[] = [];
  const known = new Map<string, number>();
  for (let at = span.start; at < span.end;) {
    const period = periodAt(months, at);
    const own = windows === undefined ? undefined : periodAt(windows, at);
    const era = countUpTo(changes, at);
    const window = own?.window ?? "";
    const key = `${period.label}\n${window}\n${era}`;
    let index = known.get(key);
    if (index === undefined) known.set(key, (index = places.push({ period, window, at }) - 1));
    place.push(index);
    at = Math.min(period.end, own?.end ?? Infinity, changes[era] ?? Infinity);
    edges.push(at);
  }
  return { edges: Float64Array.from(edges), place: Int32Array.from(place), places };
}

/** The stretch that an instant is in; mostly near the one that was asked for before. */
export function stretchAt({ edges }: Grid, at: number, near: number): number {
  if ((edges[near] ?? Infinity) <= at && at < (edges[near + 1] ?? -Infinity)) return near;
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
