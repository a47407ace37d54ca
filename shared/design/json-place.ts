const TOKEN =
  /[ \t\r\n]*(?:(?<sign>[{}[\]:,])|(?<string>")|(?<literal>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;

/** What may come next; `first…` where the object or list may also end at once. */
type Expected = "value" | "first-value" | "key" | "first-key" | "colon" | "comma-or-end";

/**
 * The offset of the first thing that is not JSON, or the text's length where it just ends. Engines only
 * name a place now and then, so this looks for itself; it runs only on text that JSON.parse refused.
 */
export function findJsonError(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const found = TOKEN.exec(text)?.groups;
    const next: Expected | undefined = found && step(found, expected, open);
    const end =
      found?.["string"] === undefined ? TOKEN.lastIndex : stringEnd(text, TOKEN.lastIndex);
    if (next === undefined || end === undefined) return skipSpace(text, offset);
    expected = next;
    offset = end;
  }
}

const PLAIN = /[^"\\\t\r\n]*/y;
const ESCAPED = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/**
 * The offset behind the string whose inside begins here, or undefined where it is none. Piece by piece:
 * as one expression it would try a string that never closes in every way, or run out of stack.
 */
function stringEnd(text: string, inside: number): number | undefined {
  for (let at = inside; ; at = ESCAPED.lastIndex) {
    PLAIN.lastIndex = at;
    PLAIN.test(text);
    const end = PLAIN.lastIndex;
    if (text[end] === '"') return end + 1;
    ESCAPED.lastIndex = end;
    if (!ESCAPED.test(text)) return undefined;
  }
}

/** What may follow this token, or undefined where the token itself is out of place. */
function step(
  token: Readonly<Record<string, string | undefined>>,
  expected: Expected,
  open: string[],
): Expected | undefined {
  const wantsValue = expected === "value" || expected === "first-value";
  const wantsKey = expected === "key" || expected === "first-key";
  const { sign, string } = token;
  if (sign === undefined) {
    if (wantsValue) return "comma-or-end";
    return wantsKey && string !== undefined ? "colon" : undefined;
  }
  if (sign === "{" || sign === "[") {
    if (!wantsValue) return undefined;
    open.push(sign);
    return sign === "{" ? "first-key" : "first-value";
  }
  if (sign === ":") return expected === "colon" ? "value" : undefined;
  if (sign === ",") return expected === "comma-or-end" ? afterComma(open) : undefined;
  return closes(sign, expected, open.pop()) ? "comma-or-end" : undefined;
}

function afterComma(open: readonly string[]): Expected | undefined {
  const inside = open.at(-1);
  if (inside === undefined) return undefined;
  return inside === "{" ? "key" : "value";
}

function closes(sign: string, expected: Expected, opened: string | undefined): boolean {
  if (sign === "}")
    return opened === "{" && (expected === "comma-or-end" || expected === "first-key");
  return opened === "[" && (expected === "comma-or-end" || expected === "first-value");
}

function skipSpace(text: string, offset: number): number {
  return offset + (/^[ \t\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
}
