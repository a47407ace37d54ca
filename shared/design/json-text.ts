import { fault, type Fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { findJsonError } from "./json-place.ts";

/** Deeper nesting than any design needs; without a limit a crafted file overflows the stack. */
const DEPTH_LIMIT = 64;

/** Parses JSON of unknown origin, or says where and why it is none. */
export function parseJson(text: string): Result<unknown> {
  try {
    const value: unknown = JSON.parse(text);
    const refused = inspect(value);
    return refused === null ? ok(value) : err(notJson(refused));
  } catch {
    return err(notJson(whyNotJson(text)));
  }
}

function notJson(detail: string): Fault {
  return fault("file-not-json", { detail });
}

/**
 * Why a parsed value is still refused, or null. Walks without recursion. On the way it drops `__proto__`
 * keys, which JSON.parse keeps as plain fields but any later copy by assignment would obey.
 */
function inspect(root: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "number" && !Number.isFinite(value)) return "It has a number too large.";
    if (typeof value !== "object" || value === null) continue;
    if (depth >= DEPTH_LIMIT) return `It is nested more than ${DEPTH_LIMIT} levels deep.`;
    if (Object.hasOwn(value, "__proto__")) Reflect.deleteProperty(value, "__proto__");
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return null;
}

function whyNotJson(text: string): string {
  if (text.trim() === "") return "It is empty.";
  if (text.includes("\0")) return "It is a binary file.";
  if (/^\s*</.test(text)) return "It looks like XML or HTML.";
  if (!/^\s*["{[]/.test(text))
    return isTable(text) ? "It looks like a table (CSV)." : "It starts like plain text.";
  return describePlace(text);
}

/** Two lines that have the same number of separators, at least one. */
function isTable(text: string): boolean {
  const [first = "", second = ""] = text.split(/\r?\n/, 2);
  return [",", ";", "\t"].some((separator) => {
    const columns = first.split(separator).length;
    return columns > 1 && second.split(separator).length === columns;
  });
}

function describePlace(text: string): string {
  const offset = findJsonError(text);
  const before = text.slice(0, offset).split("\n");
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  // A word or string that never closes is found at its beginning, and is the usual end of a cut file.
  const rest = text.slice(offset).replaceAll(/\\./g, "").trimEnd();
  const cut = /^"[^"\n]*$/.test(rest) || /^[\w.+-]*$/.test(rest);
  return cut
    ? `It ends too early, at ${place}; the rest was cut off.`
    : `It is damaged at ${place}.`;
}
