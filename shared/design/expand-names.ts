import { findKind } from "../kinds/index.ts";
import type { DesignNode, NodeId } from "./design.ts";

/** Longer names are cut, so that with an instance's number behind it a host name still fits its 63 letters. */
const LONGEST = 52;
const KEPT_BEFORE = 14;
const KEPT_BEHIND = 29;

/** What a node inside a use is called outside: `mail-web`, `mail-2-web` for the second copy of several. */
export function innerName(use: string, copy: number | null, inner: string): string {
  if (inner.trim() === "") return "";
  const name = [use, ...(copy === null ? [] : [copy]), inner].join("-");
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, KEPT_BEFORE)}-${checksum(name)}-${name.slice(-KEPT_BEHIND)}`;
}

/** Tells names apart whose middle is cut out: FNV-1a, 32 bits, base 36. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36);
}

/**
 * Gives nodes new names, also where one names another (a firewall's rules). What keeps its name and names
 * nobody stays the same properties object, so that nothing is checked again for it.
 */
export function renamed(
  nodes: readonly (readonly [NodeId, DesignNode])[],
  nameOf: (name: string) => string,
): (readonly [NodeId, DesignNode])[] {
  const names = new Map(nodes.map(([, { name }]) => [name, nameOf(name)]));
  const rename = (name: string): string => names.get(name) ?? name;
  return nodes.map(([id, node]) => {
    const properties =
      findKind(node.kind)?.renameNodes?.(node.properties, rename) ?? node.properties;
    return [id, { ...node, name: rename(node.name), properties }];
  });
}
