import { splitWhole } from "../exact.ts";
import { compareText } from "./bounds.ts";
import type { Slices } from "./slices.ts";

/** Where all slices together reach a total. */
export interface Crossing {
  /** The neighbouring instants at which some slice begins or ends: before the total is reached, and when it is. */
  readonly from: number;
  readonly to: number;
  /** Of the slices that run all the time between, what they used before the total was reached; in whole parts. */
  readonly before: ReadonlyMap<number, bigint>;
}

/**
 * The same as `usedBefore` says of these slices one by one: what runs while the total is reached is divided in proportion.
 * `unit` is how many parts a slice's value counts; the total, in parts, is less than that of all of them.
 */
export function crossingOf(
  slices: Slices,
  members: Int32Array,
  keyOf: (slice: number) => string,
  { bound, unit }: { readonly bound: bigint; readonly unit: bigint },
): Crossing {
  const found = narrowed(slices, members, Number(bound / unit));
  const { from, to } = found;
  const running = [...found.running].toSorted(
    (a, b) => (slices.start[a] ?? 0) - (slices.start[b] ?? 0) || compareText(keyOf(a), keyOf(b)),
  );
  const parts = (at: number, length: number): bigint =>
    BigInt((slices.value[at] ?? 0) * length) * unit;
  const used = running.map((at) => parts(at, from - (slices.start[at] ?? 0)));
  const begun = used.reduce((sum, part) => sum + part, BigInt(found.ended) * unit);
  // All for the same time: by their values alone.
  const rest = splitWhole(
    bound - begun,
    running.map((at) => BigInt(slices.value[at] ?? 0)),
  );
  return {
    from,
    to,
    before: new Map(running.map((at, index) => [at, (used[index] ?? 0n) + (rest[index] ?? 0n)])),
  };
}

/** Halves the time again and again, and leaves out what has ended before it or begins after it. */
function narrowed(slices: Slices, members: Int32Array, limit: number) {
  const { start, end, value } = slices;
  const running = members.slice();
  let count = running.length;
  let [low, high] = [Infinity, -Infinity];
  for (let index = 0; index < count; index += 1) {
    const at = running[index] ?? 0;
    low = Math.min(low, start[at] ?? 0);
    high = Math.max(high, end[at] ?? 0);
  }
  let [from, to] = [low, high];
  let ended = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    let used = ended;
    for (let index = 0; index < count; index += 1) {
      const at = running[index] ?? 0;
      const begin = start[at] ?? 0;
      if (begin < middle) used += (value[at] ?? 0) * (Math.min(end[at] ?? 0, middle) - begin);
    }
    const isBefore = used <= limit;
    if (isBefore) low = middle;
    else high = middle;
    let kept = 0;
    for (let index = 0; index < count; index += 1) {
      const at = running[index] ?? 0;
      const begin = start[at] ?? 0;
      const until = end[at] ?? 0;
      if (isBefore && until <= low) {
        ended += (value[at] ?? 0) * (until - begin);
        from = Math.max(from, until);
      } else if (!isBefore && begin >= high) to = Math.min(to, begin);
      else {
        running[kept] = at;
        kept += 1;
      }
    }
    count = kept;
  }
  for (const at of running.subarray(0, count)) {
    from = Math.max(from, start[at] ?? 0);
    to = Math.min(to, end[at] ?? 0);
  }
  return { from, to, ended, running: running.subarray(0, count) };
}
