// Each sign in one way only: with a choice, a string that is cut off would be tried in all of them.
const TOKEN =
  /[ \t\r\n]*(?:(?<sign>[{}[\]:,])|(?<string>"[^"\\\t\r\n]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\t\r\n]*)*")|(?<literal>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;

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
    if (next === undefined) return skipSpace(text, offset);
    expected = next;
    offset = TOKEN.lastIndex;
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
