import type { LossEntry } from "./format.ts";
import type { LossLog } from "./loss.ts";

/**
 * Which fields of a source were asked for. A loss report must be total, and a list of what is known to be
 * lost never is: instead, whatever nobody asked for is told. Noted by identity; the entry goes with the object.
 */
const asked = new WeakMap<object, string[]>();

/** Called by whatever reads a field. */
export function noteAsked(holder: object, name: string): void {
  const names = asked.get(holder);
  if (names === undefined) asked.set(holder, [name]);
  // Readers ask for a dozen fields at the most.
  else if (!names.includes(name)) names.push(name);
}

/** JSON may be nested deeper than any program can follow. */
const DEEPEST = 64;

export function wasAsked(holder: object, name: string): boolean {
  return asked.get(holder)?.includes(name) === true;
}

/** For what is taken over as it is, with all that is in it. */
export function noteWhole(value: unknown, depth = 0): void {
  if (typeof value !== "object" || value === null || depth > DEEPEST) return;
  for (const [name, inner] of Object.entries(value)) {
    noteAsked(value, name);
    noteWhole(inner, depth + 1);
  }
}

interface Unread {
  /** Down from the file's top; numbers are places in lists. */
  readonly path: readonly (string | number)[];
}

/** The fields that say something and that nobody asked for, the topmost of each, in the order of the file. */
function unreadIn(root: unknown): readonly Unread[] {
  const found: Unread[] = [];
  const inside = new Set<object>();
  const path: (string | number)[] = [];
  walk(root);
  return found;
  function walk(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    // By aliases a thing may stand in many places, or (had the reader let it pass) in itself.
    if (inside.has(value) || path.length > DEEPEST) return;
    inside.add(value);
    if (Array.isArray(value)) for (const [index, one] of value.entries()) walkInto(index, one);
    else walkFields(value);
  }
  function walkInto(part: string | number, value: unknown): void {
    if (typeof value !== "object") return;
    path.push(part);
    walk(value);
    path.pop();
  }
  function walkFields(fields: object): void {
    const names = asked.get(fields);
    for (const [name, one] of Object.entries(fields))
      if (names?.includes(name)) walkInto(name, one);
      else if (!saysNothing(one)) found.push({ path: [...path, name] });
  }
}

/** Settings that say nothing by being there. */
export function saysNothing(value: unknown, depth = 0): boolean {
  if (typeof value === "object" && value !== null)
    return depth < DEEPEST && Object.values(value).every((one) => saysNothing(one, depth + 1));
  return value === null || value === undefined || value === "" || value === false || value === 0;
}

/** How a format speaks of what it does not read. */
export interface UnreadWords {
  readonly outcome: LossEntry["outcome"];
  /** Places by their path without numbers, such as `topology.nodes[]`, and what one is called; the deepest wins. */
  readonly nouns: Readonly<Record<string, string>>;
  /** What no design could mean anything by (ids, window sizes): told as one, in the words given. */
  readonly own?: readonly (readonly [pattern: RegExp, words: string])[];
}

/** Tells everything that a reader left unread, each by its name and place. */
export function tellUnread(root: unknown, loss: LossLog, words: UnreadWords): void {
  // What one field is called is the same at all of its many places.
  const sources = new Map<string, string>();
  for (const { path } of unreadIn(root)) {
    const plain = pathText(path.map((part) => (typeof part === "number" ? null : part)));
    let source = sources.get(plain);
    if (source === undefined) sources.set(plain, (source = sourceOf(plain, words)));
    loss.add(words.outcome, source, "", pathText(path.slice(0, -1)) || String(path[0]));
  }
}

function sourceOf(plain: string, { own, nouns }: UnreadWords): string {
  return own?.find(([pattern]) => pattern.test(plain))?.[1] ?? nameOf(plain, nouns);
}

function nameOf(plain: string, nouns: UnreadWords["nouns"]): string {
  const place = Object.keys(nouns)
    .filter((one) => one === "" || plain.startsWith(`${one}.`))
    .reduce((deepest, one) => (one.length > deepest.length ? one : deepest), "");
  const rest = place === "" ? plain : plain.slice(place.length + 1);
  return `${nouns[place] ?? ""} setting ${rest}`.trim();
}

/** `topology.nodes[3].usage`; without the number, `topology.nodes[].usage`. */
function pathText(path: readonly (string | number | null)[]): string {
  let text = "";
  for (const part of path)
    if (typeof part === "string") text += text === "" ? part : `.${part}`;
    else text += `[${part ?? ""}]`;
  return text;
}
