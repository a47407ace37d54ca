import { Document, isMap, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { Design } from "../../../design/design.ts";
import type { Scale } from "../../positions.ts";
import { scaleOf } from "../../scaling.ts";
import { fieldsOf, textOf, type Fields } from "../../values.ts";
import { topologyOf } from "./read.ts";
import { openYaml, printLike } from "../../yaml-document.ts";
import { clabTopology, type ClabTopology } from "./topology.ts";

/** The file that a design came from, open for changes that leave the rest as it is. */
export interface Source {
  /** Empty for a new file. */
  readonly text: string;
  readonly annotations: string;
  readonly scale: Scale;
  /** Where the import put nodes that lay under others, by name. */
  readonly aside: Fields;
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
    aside: fieldsOf(kept, "aside"),
    topology: clabTopology(opened?.raw ?? {}),
    document,
    nodes: mapAt(document, ["topology", "nodes"]),
    links: seqAt(document, ["topology", "links"]),
  };
}

function openText(text: string): { document: Document; raw: Fields } | undefined {
  const opened = openYaml(text);
  if (opened === undefined) return undefined;
  const raw = topologyOf(opened.value);
  return raw.ok ? { document: opened.document, raw: raw.value } : undefined;
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
  return printLike(document, text, "links");
}
