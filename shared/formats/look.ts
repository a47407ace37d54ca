import type { Catalogue } from "../catalogue/catalogue.ts";
import type { DesignNode } from "../design/design.ts";
import { resolveNode, type ResolvedNode } from "../kinds/resolve.ts";

type Properties = DesignNode["properties"];

// Hundreds of nodes of a file are equal; they share one object of properties, which is looked at once.
const known = new WeakMap<Catalogue, WeakMap<Properties, Map<string, ResolvedNode>>>();

/** What a node of this kind and these properties would be, before there is one. */
export function lookAt(kind: string, properties: Properties, catalogue: Catalogue): ResolvedNode {
  let byProperties = known.get(catalogue);
  if (byProperties === undefined) known.set(catalogue, (byProperties = new WeakMap()));
  let byKind = byProperties.get(properties);
  if (byKind === undefined) byProperties.set(properties, (byKind = new Map()));
  let found = byKind.get(kind);
  if (found === undefined) {
    const node = { kind, name: "", count: 1, position: { x: 0, y: 0 }, properties };
    byKind.set(kind, (found = resolveNode("", node, catalogue)));
  }
  return found;
}
