/** Rows one below the other, each of one line or more. */
export interface RowLines {
  /** Of all rows together. */
  readonly total: number;
  /** In which line a row begins, from 0; of what would be the row after the last: the total. */
  readonly firstOf: (row: number) => number;
  /** Which row a line belongs to. */
  readonly rowOf: (line: number) => number;
  /** Whether it is the last of its row. */
  readonly isLast: (line: number) => boolean;
  /** Names a line: another function for other lines, by which a virtualizer knows that it has to measure them anew. */
  readonly keyOf: (line: number) => number;
}

/** @param linesOf how many lines a row has, one at least */
export function rowLines(count: number, linesOf: (row: number) => number): RowLines {
  const firsts = new Uint32Array(count + 1);
  for (let row = 0; row < count; row++) firsts[row + 1] = (firsts[row] ?? 0) + linesOf(row);
  const firstOf = (row: number): number => firsts[row] ?? 0;
  // Of all of thousands it is asked whenever rows have come.
  const lasts = new Uint8Array(firstOf(count));
  for (let row = 1; row <= count; row++) lasts[firstOf(row) - 1] = 1;
  return {
    total: firstOf(count),
    firstOf,
    isLast: (line) => lasts[line] === 1,
    keyOf: (line) => line,
    rowOf(line) {
      let [low, high] = [0, count - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (firstOf(middle) <= line) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
