interface Quantity {
  /** Milliseconds; half-open. */
  readonly start: number;
  readonly end: number;
  readonly quantity: number;
}

/** The most that is held in each of so many equal parts of a span. */
export function busyParts(
  held: Iterable<Quantity>,
  { start, end }: { readonly start: number; readonly end: number },
  parts: number,
): number[] {
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
  return Array.from({ length: parts }, (_, index) => (now += changes[index] ?? 0));
}
