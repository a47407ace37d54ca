import type { Span } from "../pricing/engine/calendar.ts";
import { countUpTo } from "../pricing/engine/rising.ts";
import type { RatingInputs } from "../pricing/engine/variance.ts";

/** A year of 300 machines with peak hours each working day is about a million. */
const MOST_SLICES = 5_000_000;

/**
 * True when rating would cut the usage into more slices than any real statement has: a crafted file must not keep
 * the reader's computer busy. An upper bound, and cheap.
 */
export function isTooMuch({ calendar, segments, contract }: RatingInputs): boolean {
  const lists = [calendar.months, ...Object.values(calendar.windows)];
  const shared = (contract.sharing ?? []).map(({ from }) => Date.parse(from));
  const rising = shared.toSorted((a, b) => a - b);
  const starts = [rising, ...lists.map((list) => list.map(({ start }) => start))];
  let slices = 0;
  for (const { start, end, months = 0 } of segments) {
    const span = {
      start: Date.parse(start),
      end: typeof end === "string" ? Date.parse(end) : calendar.end,
    };
    slices += 1 + months + Math.max(...starts.map((list) => within(list, span)));
    if (slices > MOST_SLICES) return true;
  }
  return false;
}

function within(rising: readonly number[], { start, end }: Span): number {
  return Math.max(0, countUpTo(rising, end) - countUpTo(rising, start));
}
