const UNITS = [
  ["week", 10_080],
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
] as const;

/** `2 hours`, `1 day 30 minutes`. */
export function lengthWords(minutes: number): string {
  let left = Math.round(minutes);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return parts.length === 0 ? "0 minutes" : parts.join(" ");
}

/** Lengths in minutes as choices, with the one that is chosen among them. */
export function withOwn(
  lengths: readonly number[],
  own: number,
  word: (minutes: number) => string = lengthWords,
): readonly { readonly value: string; readonly label: string }[] {
  return [...new Set([...lengths, own])]
    .toSorted((a, b) => a - b)
    .map((minutes) => ({ value: String(minutes), label: word(minutes) }));
}
