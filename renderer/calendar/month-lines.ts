/** How high a line of a day of the month is. */
export const LINE_PIXELS = 20;
/** Above its lines a day says its date. */
const HEAD_PIXELS = 24;

/** Where the line of that place begins on its day. */
export function topOfLine(line: number): number {
  return HEAD_PIXELS + line * LINE_PIXELS;
}

/** How many lines a day of that height has room for; one always. */
export function linesIn(height: number): number {
  return Math.max(1, Math.floor((height - HEAD_PIXELS) / LINE_PIXELS));
}
