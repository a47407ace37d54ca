import { SaxesParser, type SaxesTagNS } from "saxes";
import { fault, type Fault } from "../../base/fault.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { XmlElement, XmlNode } from "./element.ts";

/** What a text may hold at most; real files of every format read here are far below. */
const LIMITS = { depth: 64, nodes: 1_000_000, attributes: 128 } as const;

/** An element that is still open. */
interface Opened extends Omit<XmlElement, "children"> {
  readonly children: XmlNode[];
}

/** Thrown inside the parser's handlers, which have no other way to stop it. */
class Stop extends Error {
  readonly fault: Fault;
  constructor(value: Fault) {
    super(value.code);
    this.fault = value;
  }
}

/**
 * Reads XML into elements. Refused with the line: what is not well-formed, a document type (where entities
 * are declared, so no text can grow while it is read) and what is nested or sized beyond all sense.
 */
export function readXml(text: string): Result<XmlElement> {
  const read = readXmlDocument(text);
  return read.ok ? ok(read.value.root) : read;
}

/** An element with the comments that stand before and after it. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The same, with what stands around the first element. */
export function readXmlDocument(text: string): Result<XmlDocument> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const builder = new Builder(() => parser.line);
  parser.on("doctype", () => {
    throw new Stop(
      fault("xml-refused", { detail: "It declares a document type." }, builder.place()),
    );
  });
  parser.on("error", (error) => {
    throw new Stop(fault("file-not-xml", { detail: plain(error.message) }, builder.place()));
  });
  parser.on("opentag", (tag) => builder.open(tag));
  parser.on("closetag", () => builder.close());
  parser.on("text", (part) => builder.add({ type: "text", text: part }));
  parser.on("cdata", (part) => builder.add({ type: "text", text: part }));
  parser.on("comment", (part) => builder.add({ type: "comment", text: part }));
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Stop) return err(error.fault);
    throw error;
  }
  // A text without an element is not well-formed, so it was refused above.
  return ok({ root: builder.root(), before: builder.before, after: builder.after });
}

/** The parser puts the place first: `3:14: unclosed tag: node`. */
function plain(message: string): string {
  const text = message.replace(/^(?:.*?:)?\d+:\d+:\s*/, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}

class Builder {
  readonly before: string[] = [];
  readonly after: string[] = [];
  #root: XmlElement | undefined;
  readonly #open: Opened[] = [];
  readonly #line: () => number;
  #nodes = 0;

  constructor(line: () => number) {
    this.#line = line;
  }

  root(): XmlElement {
    if (this.#root === undefined) throw new Error("the parser took a text without an element");
    return this.#root;
  }

  place(): string {
    return `line ${this.#line()}`;
  }

  open(tag: SaxesTagNS): void {
    const attributes = Object.values(tag.attributes).map(({ name, value }) => ({ name, value }));
    if (this.#open.length >= LIMITS.depth) this.#refuse(`It is nested over ${LIMITS.depth} deep.`);
    if (attributes.length > LIMITS.attributes)
      this.#refuse(`An element has over ${LIMITS.attributes} attributes.`);
    const { name, local, uri } = tag;
    const line = this.#line();
    const element: Opened = { type: "element", name, local, uri, attributes, children: [], line };
    this.add(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  close(): void {
    this.#open.pop();
  }

  /** White space around the root belongs to nobody. */
  add(node: XmlNode): void {
    if (++this.#nodes > LIMITS.nodes) this.#refuse(`It has over ${LIMITS.nodes} parts.`);
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children.push(node);
    else if (node.type === "comment") (this.#root ? this.after : this.before).push(node.text);
  }

  #refuse(detail: string): never {
    throw new Stop(fault("xml-refused", { detail }, this.place()));
  }
}
