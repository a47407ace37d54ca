import {
  Document,
  isMap,
  isNode,
  isPair,
  isSeq,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Design } from "../../../design/design.ts";
import type { Scale } from "../../positions.ts";
import { scaleOf } from "../../scaling.ts";
import { fieldsOf, textOf, type Fields } from "../../values.ts";
import { readTopology } from "./read.ts";
import { clabTopology, type ClabTopology } from "./topology.ts";

/** The file that a design came from, open for changes that leave the rest as it is. */
export interface Source {
  /** Empty for a new file. */
  readonly text: string;
  readonly annotations: string;
  readonly scale: Scale;
  readonly topology: ClabTopology;
  readonly document: Document;
  readonly nodes: YAMLMap;
  readonly links: YAMLSeq;
}

/** Opens what the import kept; a new file where nothing was, or where it was tampered with. */
export function openSource(design: Design): Source {
  const kept = fieldsOf(design, "containerlab");
  const opened = openText(textOf(kept, "topology"));
  const document = opened?.document ?? new Document({ name: "", topology: { nodes: {} } });
  return {
    text: opened === undefined ? "" : textOf(kept, "topology"),
    annotations: opened === undefined ? "" : textOf(kept, "annotations"),
    scale: scaleOf(opened === undefined ? undefined : kept["scale"]),
    topology: clabTopology(opened?.raw ?? {}),
    document,
    nodes: mapAt(document, ["topology", "nodes"]),
    links: seqAt(document, ["topology", "links"]),
  };
}

/** Looked at by the safe reader first: a design file may hold any text. */
function openText(text: string): { document: Document; raw: Fields } | undefined {
  const raw = text === "" ? undefined : readTopology(text);
  if (raw?.ok !== true) return undefined;
  const document = parseDocument(text.startsWith("\uFEFF") ? text.slice(1) : text);
  return document.errors.length > 0 ? undefined : { document, raw: raw.value };
}

function mapAt(document: Document, path: readonly string[]): YAMLMap {
  const found = document.getIn(path, true);
  if (isMap(found)) return found;
  const made = document.createNode({}) as YAMLMap;
  document.setIn(path, made);
  return made;
}

function seqAt(document: Document, path: readonly string[]): YAMLSeq {
  const found = document.getIn(path, true);
  if (isSeq(found)) return found;
  const made = document.createNode([]) as YAMLSeq;
  document.setIn(path, made);
  return made;
}

/** The document as text, in the manner of the file it was. */
export function printSource({ document, text, links }: Source): string {
  // An empty list is not allowed.
  if (links.items.length === 0) document.deleteIn(["topology", "links"]);
  return document.toString({
    lineWidth: 0,
    flowCollectionPadding: text === "" ? false : !/\[["'\w]/.test(text),
    indentSeq: !/^( *)links:[ \t]*(?:#.*)?\r?\n\1- /m.test(text),
  });
}

/** Takes items out of a list or map; the comments and blank lines above stay, on what follows. */
export function takeOut(
  { items }: YAMLMap | YAMLSeq,
  isGone: (item: unknown, index: number) => boolean,
): void {
  const gone = items.map((item, index) => isGone(item, index));
  for (const [index, item] of items.entries()) {
    const [from, to] = [headOf(item), headOf(items[index + 1])];
    if (!gone[index] || from === undefined || to === undefined) continue;
    const comments = [from.commentBefore, to.commentBefore].filter((text) => Boolean(text));
    if (comments.length > 0) to.commentBefore = comments.join("\n");
    if (from.spaceBefore === true) to.spaceBefore = true;
  }
  items.splice(0, items.length, ...items.filter((_, index) => gone[index] !== true));
}

/** What carries the comment above an item: the item itself, or a pair's key. */
function headOf(
  item: unknown,
): { commentBefore?: string | null; spaceBefore?: boolean } | undefined {
  const head = isPair(item) ? item.key : item;
  return isNode(head) ? head : undefined;
}
