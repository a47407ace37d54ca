import { expect, test } from "vitest";
import { completeUpTo, mergeRanges, missingIn } from "./watermark.ts";

const arrived = (...numbers: readonly number[]) => numbers.map((seq) => ({ seq, at: seq * 10 }));

test("is complete up to the first hole, and beyond it when that is filled", () => {
  const first = mergeRanges([], arrived(2, 1, 4));
  expect(completeUpTo(first)).toBe(20);
  expect(missingIn(first)).toEqual([{ from: 3, to: 3 }]);
  const filled = mergeRanges(first, arrived(3, 4));
  expect(filled).toEqual([{ from: 1, to: 4, at: 40 }]);
  expect(completeUpTo(filled)).toBe(40);
  expect(missingIn(filled)).toEqual([]);
});

test("nothing is complete before the first has come", () => {
  const ranges = mergeRanges([], arrived(5));
  expect(completeUpTo(ranges)).toBeNull();
  expect(missingIn(ranges)).toEqual([{ from: 1, to: 4 }]);
  expect(completeUpTo([])).toBeNull();
});

test("what comes twice changes nothing", () => {
  const once = mergeRanges([], arrived(1, 2, 3, 7));
  expect(mergeRanges(once, arrived(2, 7, 1))).toEqual(once);
});
