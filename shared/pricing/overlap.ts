import { Decimal } from "../base/money.ts";
import type { Slice } from "./scheme.ts";

/**
 * One level per instance and instant: where slices of an instance overlap, the higher level counts. In
 * order of instance, then start. Slices that merely touch stay apart. None may be empty.
 */
export function withoutOverlap(slices: readonly Slice[]): readonly Slice[] {
  const byInstance = Map.groupBy(slices, ({ instance }) => instance);
  return [...byInstance]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => flatten(own.toSorted((a, b) => a.start - b.start)));
}

function flatten(sorted: readonly Slice[]): readonly Slice[] {
  if (sorted.every(({ start }, index) => (sorted[index - 1]?.end ?? start) <= start)) return sorted;
  const edges = new Set(sorted.flatMap(({ start, end }) => [start, end]));
  const cuts = [...edges].toSorted((a, b) => a - b);
  return cuts.flatMap((start, index) => {
    const end = cuts[index + 1] ?? start;
    const covering = sorted.filter((slice) => slice.start <= start && end <= slice.end);
    const highest = covering.reduce<Slice | undefined>(higher, undefined);
    return end === start || highest === undefined ? [] : [{ ...highest, start, end }];
  });
}

function higher(a: Slice | undefined, b: Slice): Slice {
  return a !== undefined && new Decimal(a.level).greaterThanOrEqualTo(b.level) ? a : b;
}
