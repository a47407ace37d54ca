import type { UsageRule } from "../schema/rule.ts";
import type { Slice } from "../usage.ts";

/** What one slice adds to an aggregate; `counts` for whole numbers of things, which have no unit. */
interface Contribution {
  readonly slice: Slice;
  readonly amount: bigint;
  readonly counts: boolean;
}

/** Turns the slices of one accumulator into the few that make up its quantity. */
export function aggregate(
  slices: readonly Slice[],
  aggregation: UsageRule["aggregation"],
): readonly Contribution[] {
  const sorted = slices.toSorted(byStart);
  const plain = (slice: Slice): Contribution => ({ slice, amount: slice.amount, counts: false });
  switch (aggregation) {
    case "sum":
    case "time-integral":
      return sorted.map(plain);
    case "max":
      return highest(sorted).map(plain);
    case "unique":
      return firstOfEach(sorted).map((slice) => ({ slice, amount: 1n, counts: true }));
    case "latest":
      return lastOfEach(sorted).map(plain);
  }
}

function byStart(a: Slice, b: Slice): number {
  return a.start - b.start || (a.use.key < b.use.key ? -1 : 1);
}

function instanceOf({ use }: Slice): string {
  return use.who;
}

function firstOfEach(sorted: readonly Slice[]): readonly Slice[] {
  return [...Map.groupBy(sorted, instanceOf).values()].flatMap((own) => own.slice(0, 1));
}

function lastOfEach(sorted: readonly Slice[]): readonly Slice[] {
  return [...Map.groupBy(sorted, instanceOf).values()].flatMap((own) => own.slice(-1));
}

/** The slices that held a level when all levels together were highest, for the first time. */
function highest(sorted: readonly Slice[]): readonly Slice[] {
  const changes = sorted.flatMap(({ start, end, amount }) => [
    { at: start, by: amount },
    { at: Math.max(end, start + 1), by: -amount },
  ]);
  let [level, best, at] = [0n, -1n, 0];
  const order = changes.toSorted((a, b) => a.at - b.at);
  for (const [index, change] of order.entries()) {
    level += change.by;
    // Only when all that happens at this instant has happened.
    if (order[index + 1]?.at !== change.at && level > best) [best, at] = [level, change.at];
  }
  return sorted.filter(({ start, end }) => start <= at && at < Math.max(end, start + 1));
}

/**
 * What each instance held more than ever before, over all its time: ten seats that became twelve cost ten, and
 * later two.
 */
export function rises(slices: readonly Slice[]): readonly Slice[] {
  const most = new Map<string, bigint>();
  return slices.toSorted(byStart).flatMap((slice) => {
    const key = instanceOf(slice);
    const before = most.get(key) ?? 0n;
    if (slice.amount <= before && most.has(key)) return [];
    most.set(key, slice.amount);
    return [{ ...slice, amount: slice.amount - before }];
  });
}
