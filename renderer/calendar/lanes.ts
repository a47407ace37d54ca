export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a span stands beside those that overlap it. */
export interface Lane {
  /** From 0. */
  readonly lane: number;
  /** How many stand side by side there. */
  readonly lanes: number;
}

/**
 * Puts overlapping spans side by side: each takes the first lane that is free at its start, and all that hang
 * together share the width. Spans come by their start; those that merely touch do not overlap.
 */
export function lanesOf(spans: readonly Span[]): readonly Lane[] {
  const lanes: number[] = [];
  const widths: number[] = [];
  let ends: number[] = [];
  let cluster = 0;
  let clusterEnd = Number.NEGATIVE_INFINITY;
  const close = (until: number): void => {
    for (let index = cluster; index < until; index++) widths[index] = ends.length;
    cluster = until;
    ends = [];
  };
  for (const [index, { start, end }] of spans.entries()) {
    if (start >= clusterEnd) close(index);
    const free = ends.findIndex((busyUntil) => busyUntil <= start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = end;
    lanes.push(lane);
    clusterEnd = Math.max(clusterEnd, end);
  }
  close(spans.length);
  return lanes.map((lane, index) => ({ lane, lanes: widths[index] ?? 1 }));
}
