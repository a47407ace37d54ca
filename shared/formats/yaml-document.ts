import { isNode, isPair, parseDocument, type Document, type YAMLMap, type YAMLSeq } from "yaml";
import { readYaml } from "./yaml.ts";

/** A file open for changes that leave the rest as it is, comments and all; with its plain value. */
export interface OpenYaml {
  readonly document: Document;
  readonly value: unknown;
}

/** Opens what an import kept. Looked at by the safe reader first: a design file may hold any text. */
export function openYaml(text: string): OpenYaml | undefined {
  const read = text === "" ? undefined : readYaml(text);
  if (read?.ok !== true) return undefined;
  const document = parseDocument(text.startsWith("\uFEFF") ? text.slice(1) : text, { merge: true });
  return document.errors.length > 0 ? undefined : { document, value: read.value };
}

/** The document as text, in the manner of the file it was: `list` is one of its lists of blocks. */
export function printLike(document: Document, text: string, list: string): string {
  const printed = document.toString({
    lineWidth: 0,
    flowCollectionPadding: text === "" ? false : !/[[{]["'\w]/.test(text),
    indentSeq: !new RegExp(String.raw`^( *)${list}:[ \t]*(?:#.*)?\r?\n\1- `, "m").test(text),
  });
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  return mark + (/^[^\n]*\r\n/.test(text) ? printed.replaceAll(/\r?\n/g, "\r\n") : printed);
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
