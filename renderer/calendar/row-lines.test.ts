import { expect, test } from "vitest";
import { rowLines } from "./row-lines.ts";

test("a line is told the row that it belongs to", () => {
  const counts = [1, 3, 1, 30, 2];
  const lines = rowLines(counts.length, (row) => counts[row] ?? 1);
  const rows = Array.from({ length: lines.total }, (_, line) => lines.rowOf(line));
  expect(lines.total).toBe(37);
  expect(rows).toEqual(counts.flatMap((count, row) => Array.from({ length: count }, () => row)));
  expect(counts.map((_, row) => lines.firstOf(row))).toEqual([0, 1, 4, 5, 35]);
  const all = Array.from({ length: lines.total }, (_, line) => line);
  expect(all.filter((line) => lines.isLast(line))).toEqual([0, 3, 4, 34, 36]);
});

test("without rows there is no line", () => {
  expect(rowLines(0, () => 1).total).toBe(0);
});
