import { Decimal } from "../base/money.ts";
import type { Slice } from "./scheme.ts";

/** Milliseconds spent at each level, over all instances. Whole numbers, exact up to 285,000 instance-years. */
export function levelTimes(slices: readonly Slice[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { level, start, end } of slices)
    times.set(level, (times.get(level) ?? 0) + (end - start));
  return times;
}

/** Sum of level × time: unit-milliseconds, exact. */
export function timesLevels(times: ReadonlyMap<string, number>): Decimal {
  let sum = new Decimal(0);
  for (const [level, time] of times) sum = sum.plus(new Decimal(level).times(time));
  return sum;
}
