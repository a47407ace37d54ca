/** Numbers that arrived without a hole, and the latest time that one of them is of. */
export interface SequenceRange {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Adds numbers that arrived to those that did before: in order, without overlap, as few as can be. */
export function mergeRanges(
  known: readonly SequenceRange[],
  arrived: readonly { readonly seq: number; readonly at: number }[],
): readonly SequenceRange[] {
  const fresh = arrived.map(({ seq, at }): SequenceRange => ({ from: seq, to: seq, at }));
  const merged: { from: number; to: number; at: number }[] = [];
  for (const range of [...known, ...fresh].toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || range.from > last.to + 1) {
      merged.push({ ...range });
      continue;
    }
    last.to = Math.max(last.to, range.to);
    last.at = Math.max(last.at, range.at);
  }
  return merged;
}

/** The line between provisional and final: everything of a producer up to this time has arrived. */
export function completeUpTo([first]: readonly SequenceRange[]): number | null {
  return first !== undefined && first.from <= 1 ? first.at : null;
}

/** Numbers that are missing between those that arrived. */
export function missingIn(
  ranges: readonly SequenceRange[],
): readonly { readonly from: number; readonly to: number }[] {
  return ranges.flatMap(({ from }, at) => {
    const after = (ranges[at - 1]?.to ?? 0) + 1;
    return after < from ? [{ from: after, to: from - 1 }] : [];
  });
}
