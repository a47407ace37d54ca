/** Of a cell, on both sides together. */
const PADDING = 24;
/** In the grids' small letters; wider than most of each sort, so that what is said to fit does. */
const SMALL = 7;
const LARGE = 9;
const FOREIGN = 13;

/** Whether a text may be wider than a column's cell: rather once too often, and never by asking the page. */
export function mayOverflow(text: string, width: number): boolean {
  const room = width - PADDING;
  if (text.length * FOREIGN <= room) return false;
  let wide = 0;
  for (let at = 0; at < text.length && wide <= room; at++) wide += widthOf(text.charCodeAt(at));
  return wide > room;
}

/** How wide a cell has to be for all of these texts, in pixels, within bounds. */
export function cellWidth(
  texts: Iterable<string>,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  let found = least;
  for (const text of texts)
    // Most of thousands are as short as those before: adding up every letter would be for nothing.
    if (text.length * FOREIGN + PADDING > found)
      found = Math.max(found, Math.min(most, textWidth(text) + PADDING));
  return found;
}

function textWidth(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) wide += widthOf(text.charCodeAt(at));
  return wide;
}

function widthOf(code: number): number {
  if (code > 0x17f) return FOREIGN;
  const isLarge = (code >= 0x40 && code <= 0x5a) || code === 0x6d || code === 0x77 || code > 0x7f;
  return isLarge ? LARGE : SMALL;
}
