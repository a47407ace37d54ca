import type { Design, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { findKind } from "../kinds/index.ts";

/**
 * The edits by which nodes that name others, as a firewall's rules do, follow names that change: those nodes go
 * into a use, or come out of one. A name that a node outside has too means that one, and stays.
 */
export function renameOutside(
  { nodes }: Design,
  inside: ReadonlySet<NodeId>,
  names: ReadonlyMap<string, string>,
): readonly DesignEdit[] {
  const outside = Object.entries(nodes).filter(([id]) => !inside.has(id));
  const taken = new Set(outside.map(([, { name }]) => name));
  const rename = (name: string): string => (taken.has(name) ? name : (names.get(name) ?? name));
  return outside.flatMap(([id, node]): DesignEdit[] => {
    const properties = findKind(node.kind)?.renameNodes?.(node.properties, rename);
    return properties === undefined || properties === node.properties
      ? []
      : [{ type: "put-node", id, node: { ...node, properties } }];
  });
}
