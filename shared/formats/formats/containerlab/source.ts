import { Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import type { Design } from "../../../design/design.ts";
import type { Scale } from "../../positions.ts";
import { scaleOf } from "../../scaling.ts";
import { fieldsOf, textOf } from "../../values.ts";
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
  const text = textOf(kept, "topology");
  const raw = text === "" ? undefined : readTopology(text);
  const document =
    raw?.ok === true
      ? parseDocument(text.startsWith("\uFEFF") ? text.slice(1) : text)
      : new Document({ name: "", topology: { nodes: {} } });
  const isNew = raw?.ok !== true || document.errors.length > 0;
  const fresh = isNew ? new Document({ name: "", topology: { nodes: {} } }) : document;
  return {
    text: isNew ? "" : text,
    annotations: isNew ? "" : textOf(kept, "annotations"),
    scale: scaleOf(isNew ? undefined : kept["scale"]),
    topology: clabTopology(isNew || raw?.ok !== true ? {} : raw.value),
    document: fresh,
    nodes: mapAt(fresh, ["topology", "nodes"]),
    links: seqAt(fresh, ["topology", "links"]),
  };
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
export function printSource({ document, text }: Source): string {
  return document.toString({
    lineWidth: 0,
    flowCollectionPadding: text === "" ? false : !/\[["'\w]/.test(text),
    indentSeq: !/^( *)links:[ \t]*(?:#.*)?\r?\n\1- /m.test(text),
  });
}
