import type { LossEntry } from "./format.ts";
import type { LossLog } from "./loss.ts";

/**
 * Which fields of a source were asked for. A loss report must be total, and a list of what is known to be
 * lost never is: instead, whatever nobody asked for is told. Noted by identity; the entry goes with the object.
 */
const asked = new WeakMap<object, Names>();

/** Readers ask most things for a dozen fields at the most, which a list is best for; a map of all nodes for each. */
type Names = string[] | Set<string>;

const FEW = 16;

/** Called by whatever reads a field. */
export function noteAsked(holder: object, name: string): void {
  const names = asked.get(holder);
  if (names instanceof Set) names.add(name);
  else if (names === undefined) asked.set(holder, [name]);
  else if (names.includes(name)) return;
  else if (names.length < FEW) names.push(name);
  else asked.set(holder, new Set([...names, name]));
}

function isAmong(names: Names | undefined, name: string): boolean {
  return names instanceof Set ? names.has(name) : names?.includes(name) === true;
}

/** JSON may be nested deeper than any program can follow. */
const DEEPEST = 64;

export function wasAsked(holder: object, name: string): boolean {
  return isAmong(asked.get(holder), name);
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
  /** Of the first of them, what it stands in, down from the file's top, such as `topology.nodes[3]`. */
  readonly where: string;
  count: number;
}

/**
 * The fields that say something and that nobody asked for, the topmost of each, in the order of the file: by their
 * path without the numbers of places in lists. A large lab leaves thousands, of a few paths.
 */
function unreadIn(root: unknown): ReadonlyMap<string, Unread> {
  const found = new Map<string, Unread>();
  const inside = new Set<object>();
  const path: (string | number)[] = [];
  walk(root, "");
  return found;
  function walk(value: unknown, plain: string): void {
    if (typeof value !== "object" || value === null) return;
    // By aliases a thing may stand in many places, or (had the reader let it pass) in itself.
    if (inside.has(value) || path.length > DEEPEST) return;
    inside.add(value);
    if (!Array.isArray(value)) walkFields(value, plain);
    else for (const [index, one] of value.entries()) walkInto(index, one, `${plain}[]`);
  }
  function walkInto(part: string | number, value: unknown, plain: string): void {
    if (typeof value !== "object") return;
    path.push(part);
    walk(value, plain);
    path.pop();
  }
  function walkFields(fields: object, plain: string): void {
    const names = asked.get(fields);
    for (const [name, one] of Object.entries(fields)) {
      const inner = plain === "" ? name : `${plain}.${name}`;
      if (isAmong(names, name)) walkInto(name, one, inner);
      else if (!saysNothing(one)) note(inner, name);
    }
  }
  function note(plain: string, name: string): void {
    const known = found.get(plain);
    if (known === undefined) found.set(plain, { where: pathText(path) || name, count: 1 });
    else known.count++;
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
  for (const [plain, { where, count }] of unreadIn(root))
    loss.add(words.outcome, sourceOf(plain, words), "", where, count);
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

/** `topology.nodes[3].usage` */
function pathText(path: readonly (string | number)[]): string {
  let text = "";
  for (const part of path)
    if (typeof part === "string") text += text === "" ? part : `.${part}`;
    else text += `[${part}]`;
  return text;
}
