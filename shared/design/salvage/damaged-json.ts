/** Deeper than any design; a crafted file must not overflow the stack. */
const DEPTH_LIMIT = 64;
/** After so many damaged places the rest is given up: such a file is no design any more. */
const HOLES_LIMIT = 200;
const STRING = /"(?:[^"\\\p{Cc}]|[\u0080-\u009F]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const LITERAL =
  /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[ \t\r\n,\]}])/uy;
const SPACE = /[ \t\r\n]*/uy;
const SEPARATORS = /[ \t\r\n,]*/uy;
const MEMBER_LINE = /\n([ \t]*)"(?:[^"\\\n]|\\.)*"[ \t]*:/gu;
/** The members of an object on one line are never gone on with. */
const ON_ONE_LINE = -2;
const AT_THE_END = -1;

/** A place where something could not be read. */
export interface Hole {
  /** The field that was being read. */
  readonly path: readonly string[];
  /** Lines from 1, both inclusive. */
  readonly fromLine: number;
  readonly toLine: number;
  /** Nothing more could be read after it: the text is cut off, or too much of it is damaged. */
  readonly isLast: boolean;
}

/**
 * Reads what it can of JSON that is cut off or damaged. Where something is no JSON it goes on at the next
 * line that begins a field of an object that is still open, which it tells by the indentation. A value
 * that is not whole is left out: half a number would be another number.
 */
export function readDamagedJson(text: string): { value: unknown; holes: readonly Hole[] } {
  const reader = new DamagedReader(text);
  const value = reader.value(0, []);
  return { value: value === BROKEN ? undefined : value, holes: withLines(text, reader.holes) };
}

const BROKEN = Symbol("broken");

interface Gap {
  readonly path: readonly string[];
  readonly from: number;
  readonly to: number;
}

class DamagedReader {
  readonly holes: Gap[] = [];
  readonly #text: string;
  #at = 0;
  /** The indentations of the members of all open objects. */
  readonly #open: number[] = [];
  /** After damage: where to go on, and in which of the open objects. */
  #resume: { readonly at: number; readonly indent: number } | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number, path: readonly string[]): unknown {
    this.#match(SPACE);
    const sign = this.#text[this.#at];
    if (depth > DEPTH_LIMIT) return this.#damage(path);
    if (sign === "{") return this.#object(depth, path);
    if (sign === "[") return this.#list(depth, path);
    const token = this.#match(sign === '"' ? STRING : LITERAL);
    if (token === "") return this.#damage(path);
    const parsed: unknown = JSON.parse(token);
    return parsed;
  }

  #object(depth: number, path: readonly string[]): unknown {
    const found: [string, unknown][] = [];
    this.#at += 1;
    const newLine = this.#match(SPACE).includes("\n");
    const indent = newLine ? this.#at - this.#text.lastIndexOf("\n", this.#at) - 1 : ON_ONE_LINE;
    this.#open.push(indent);
    while (!this.#ends("}")) {
      this.#member(depth, path, found);
      if (this.#resume === null) continue;
      if (this.#resume.indent !== indent) break;
      this.#at = this.#resume.at;
      this.#resume = null;
    }
    this.#open.pop();
    return Object.fromEntries(found);
  }

  #member(depth: number, path: readonly string[], found: [string, unknown][]): void {
    const key = this.#match(STRING);
    const name = key === "" ? null : String(JSON.parse(key));
    const inner = name === null ? path : [...path, name];
    this.#match(SPACE);
    if (name === null || this.#text[this.#at] !== ":") return void this.#damage(inner);
    this.#at += 1;
    const value = this.value(depth + 1, inner);
    if (value !== BROKEN && name !== "__proto__") found.push([name, value]);
  }

  #list(depth: number, path: readonly string[]): unknown {
    const found: unknown[] = [];
    this.#at += 1;
    while (this.#resume === null && !this.#ends("]")) {
      const value = this.value(depth + 1, path);
      if (value !== BROKEN) found.push(value);
    }
    return found;
  }

  /** True, and past it, when the object or list ends here. */
  #ends(sign: string): boolean {
    this.#match(SEPARATORS);
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  /** Notes a hole from here to where reading can go on. */
  #damage(path: readonly string[]): typeof BROKEN {
    const from = this.#at;
    this.#resume = this.#nextMember(from);
    this.holes.push({ path, from, to: this.#resume.at });
    return BROKEN;
  }

  #nextMember(from: number): { at: number; indent: number } {
    const end = { at: this.#text.length, indent: AT_THE_END };
    if (this.holes.length >= HOLES_LIMIT) return end;
    MEMBER_LINE.lastIndex = from;
    for (;;) {
      const found = MEMBER_LINE.exec(this.#text);
      if (found === null) return end;
      const indent = found[1]?.length ?? 0;
      if (this.#open.includes(indent)) return { at: found.index + 1 + indent, indent };
    }
  }
}

/** Offsets as lines, counted in one pass over the text. */
function withLines(text: string, gaps: readonly Gap[]): Hole[] {
  let counted = 0;
  let line = 1;
  const lineOf = (offset: number): number => {
    for (; counted < offset; counted++) if (text[counted] === "\n") line++;
    return line;
  };
  // Holes come in the order of the text, so that the count never has to go back.
  return gaps.map(({ path, from, to }) => {
    const fromLine = lineOf(from);
    const toLine = Math.max(fromLine, lineOf(Math.max(from, to - 1)));
    return { path, fromLine, toLine, isLast: to === text.length };
  });
}
