import type { Span } from "../calendar.ts";
import { splitWhole } from "../exact.ts";
import { countUpTo } from "../rising.ts";

/** A quantity that was used evenly over a time. */
export interface Spread {
  readonly slice: Span;
  readonly quantity: bigint;
}

/** What is used at one instant is used within its millisecond. */
const INSTANT = 1;

/**
 * How much of each item was used before all of them together reached a total, for each of the rising totals. What
 * runs while a total is reached is divided in proportion, so that no order of items matters.
 */
export function usedBefore(
  items: readonly Spread[],
  totals: readonly bigint[],
): readonly (readonly bigint[])[] {
  const whole = items.map(({ quantity }) => quantity);
  const sum = add(whole);
  const edges = new Float64Array(items.length * 2);
  for (const [index, item] of items.entries()) {
    edges[2 * index] = item.slice.start;
    edges[2 * index + 1] = endOf(item);
  }
  edges.sort();
  const at = (time: number): readonly bigint[] => items.map((item) => usedAt(item, time));
  const sumAt = totalUsed(items);
  return totals.map((total) => {
    if (total >= sum) return whole;
    if (total <= 0n) return whole.map(() => 0n);
    const reached = lastEdge(edges, (time) => sumAt(time) <= total);
    const before = at(edges[reached] ?? 0);
    const after = at(edges[reached + 1] ?? Infinity);
    const rest = splitWhole(
      total - add(before),
      after.map((quantity, index) => quantity - (before[index] ?? 0n)),
    );
    return before.map((quantity, index) => quantity + (rest[index] ?? 0n));
  });
}

/** What all items together used before a time: those that have ended are added up beforehand. */
export function totalUsed(items: readonly Spread[]): (time: number) => bigint {
  const byEnd = items.toSorted((a, b) => endOf(a) - endOf(b));
  const ends = byEnd.map(endOf);
  let sum = 0n;
  const sums = byEnd.map(({ quantity }) => (sum += quantity));
  return (time) => {
    const ended = countUpTo(ends, time);
    let used = sums[ended - 1] ?? 0n;
    for (let index = ended; index < byEnd.length; index += 1) {
      const item = byEnd[index];
      if (item !== undefined && item.slice.start < time) used += usedAt(item, time);
    }
    return used;
  };
}

function add(quantities: readonly bigint[]): bigint {
  return quantities.reduce((sum, quantity) => sum + quantity, 0n);
}

function endOf({ slice }: Spread): number {
  return Math.max(slice.end, slice.start + INSTANT);
}

function usedAt(item: Spread, time: number): bigint {
  const [start, end] = [item.slice.start, endOf(item)];
  if (time <= start) return 0n;
  if (time >= end) return item.quantity;
  return (item.quantity * BigInt(time - start)) / BigInt(end - start);
}

/** The index of the last edge for which it still holds: it holds for the first, and for none after the first that fails. */
function lastEdge(edges: Float64Array, holds: (edge: number) => boolean): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(edges[middle] ?? Infinity)) low = middle;
    else high = middle - 1;
  }
  return low;
}
