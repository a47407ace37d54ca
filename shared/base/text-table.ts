/** Columns as wide as their widest cell; numbers, which begin with a digit, stand on the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = rows.length === 0 ? [head] : [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const isNumber = head.map((_, column) =>
    rows.every((row) => /^(-?[\d.,]+( \S{1,4})?)?$/.test(row[column] ?? "")),
  );
  return all.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber[column] && rows.length > 0 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
