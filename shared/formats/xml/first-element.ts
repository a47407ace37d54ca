/** What may stand before the first element, and how it ends. */
const BEFORE = [
  ["<?", "?>"],
  ["<!--", "-->"],
] as const;

const NAME = /^<([\p{L}_][\p{L}\d_.:-]{0,99})[\s>/]/u;

/**
 * The name of a text's first element with its prefix; undefined for what is not XML. Looks at the beginning
 * only, each character once: a pattern would try every way to divide a row of comments.
 */
export function firstElement(text: string): string | undefined {
  const start = text.slice(0, 65_536).replace(/^\uFEFF/, "");
  let at = pastSpace(start, 0);
  for (;;) {
    const found = BEFORE.find(([open]) => start.startsWith(open, at));
    if (found === undefined) return NAME.exec(start.slice(at, at + 128))?.[1];
    const end = start.indexOf(found[1], at + found[0].length);
    if (end === -1) return undefined;
    at = pastSpace(start, end + found[1].length);
  }
}

function pastSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}
