/**
 * Sorts ids so that `web-2` comes before `web-10`: what is numbered later comes later, so that whatever
 * is handed out in this order (addresses) stays where it was when one more is added.
 */
export function sortedIds(ids: Iterable<string>): string[] {
  return Array.from(ids).sort(compareIds);
}

/** The order of {@link sortedIds}: as if every number had leading zeros up to {@link WIDTH} digits. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  let start = at;
  while (start > 0 && isDigit(a.charCodeAt(start - 1))) start--;
  const [digits, others] = [digitsAt(a, start), digitsAt(b, start)];
  // Of two numbers the one with more digits is greater, unless they are zeros or too many.
  const isPlain =
    digits === others ||
    (digits <= WIDTH && others <= WIDTH && !(isZero(a, start) || isZero(b, start)));
  if (!isPlain) return compareText(padded(a), padded(b)) || compareText(a, b);
  if (digits > 0 && others > 0 && digits !== others) return digits - others;
  return at === end ? a.length - b.length : a.charCodeAt(at) - b.charCodeAt(at);
}

const WIDTH = 10;

function padded(id: string): string {
  return id.replaceAll(/\d+/g, (digits) => digits.padStart(WIDTH, "0"));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isZero(id: string, at: number): boolean {
  return id.charCodeAt(at) === 48;
}

function digitsAt(id: string, start: number): number {
  let end = start;
  while (isDigit(id.charCodeAt(end))) end++;
  return end - start;
}

/** Order by code units: the same everywhere, whatever the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
