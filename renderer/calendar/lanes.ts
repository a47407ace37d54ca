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

/** How much of `total` is held in each of so many equal parts of a span, at most, 0 to 1. */
export function occupancy(
  held: readonly (Span & { readonly quantity: number })[],
  { start, end }: Span,
  { total, parts }: { readonly total: number; readonly parts: number },
): readonly number[] {
  const length = (end - start) / parts;
  // Exact at the edges of parts and no finer: what begins and ends within one part counts for all of it.
  const changes = new Float64Array(parts + 1);
  for (const one of held) {
    if (one.end <= start || one.start >= end) continue;
    const first = Math.max(0, Math.floor((one.start - start) / length));
    const after = Math.min(parts, Math.ceil((one.end - start) / length));
    changes[first] = (changes[first] ?? 0) + one.quantity;
    changes[after] = (changes[after] ?? 0) - one.quantity;
  }
  let now = 0;
  return Array.from({ length: parts }, (_, index) => {
    now += changes[index] ?? 0;
    return total === 0 ? 0 : Math.min(1, now / total);
  });
}
