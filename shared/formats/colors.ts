/** The colours of groups that read well in light and in dark, with their hues in degrees. */
const COLORS: readonly (readonly [hex: string, hue: number])[] = [
  ["#d6495a", 353],
  ["#e8743b", 20],
  ["#d9a514", 44],
  ["#3c9a4e", 131],
  ["#12a594", 173],
  ["#4c6ef5", 228],
  ["#9b5de5", 267],
];

/** Below this much colour a fill is white, grey or black. */
const LEAST_CHROMA = 8;

/** Ours that is nearest in hue to a fill such as the pale `#f6ffd7`; nothing for what has no hue. */
export function nearestColor(fill: string): string | undefined {
  const digits = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(fill.trim());
  if (digits === null) return undefined;
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map((part) => Number.parseInt(part, 16));
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  if (chroma < LEAST_CHROMA) return undefined;
  const sixth =
    most === red
      ? (green - blue) / chroma
      : most === green
        ? 2 + (blue - red) / chroma
        : 4 + (red - green) / chroma;
  const hue = (sixth * 60 + 360) % 360;
  const distance = (other: number): number =>
    Math.min(Math.abs(hue - other), 360 - Math.abs(hue - other));
  return COLORS.toSorted((a, b) => distance(a[1]) - distance(b[1]))[0]?.[0];
}
