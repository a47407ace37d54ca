import type { DesignEdit } from "../design/edit.ts";
import type { ComponentVersion } from "../design/component.ts";
import type { Design, DesignLink, DesignNode, Endpoint, LinkId, NodeId } from "../design/design.ts";
import { innerId } from "../design/element-path.ts";
import { innerName, renamed } from "../design/expand-names.ts";
import { relink } from "../design/expand-links.ts";
import { cornerOf, MAXIMUM_EXPANSION } from "../design/expand-use.ts";
import { copyName } from "../design/naming.ts";
import { isUse, readUse, usedVersion, withParameters } from "../design/use.ts";
import { applyEdits } from "../design/edit.ts";
import { dropEdits } from "./needed.ts";
import { renameOutside } from "./rename-outside.ts";

export interface Detached {
  readonly edits: readonly DesignEdit[];
  /** New ids by the paths in the expansion: `mail.2/web` is now the node of this id. */
  readonly ids: ReadonlyMap<string, NodeId>;
  /**
   * Links that reach further than before: from each of several copies to every copy of another use, where the
   * copies were paired off. Empty but between two uses that both have a count.
   */
  readonly widened: readonly LinkId[];
}

/** How far the copies of a use stand apart when they become nodes of their own. */
const GAP = 64;
const NODE_WIDTH = 208;

/**
 * The edits that turn a use into what it stands for, in its place: its copies beside each other, names counted
 * up where they are taken, the links inside and outside kept. Uses inside stay uses. Undefined when it is none,
 * its version is not in the design, or it stands for more than a design can hold.
 */
export function detach(
  design: Design,
  id: NodeId,
  newId: (prefix: string) => string,
): Detached | undefined {
  const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
  const use = node && isUse(node) ? readUse(node) : undefined;
  const version = use && usedVersion(design.components, use);
  if (node === undefined || use === undefined || version === undefined) return undefined;
  const count = Number.isInteger(node.count) && node.count >= 1 ? node.count : 1;
  if (count * Object.keys(version.nodes).length > MAXIMUM_EXPANSION) return undefined;
  const contents = { ...version, nodes: withParameters(version, use.parameters).nodes };
  const taken = new Set(
    Object.entries(design.nodes).flatMap(([other, { name }]) => (other === id ? [] : name)),
  );
  const ids = new Map<string, NodeId>();
  const copies = Array.from({ length: count }, (_, index) =>
    copyEdits(contents, { use: id, node, copy: index + 1, taken, ids, newId }),
  );
  const outer = outerLinks(design, id, portsOf(version, id, count, ids), newId);
  const names = namesOutside(contents, node, count, copies);
  const edits: DesignEdit[] = [
    { type: "remove-node", id },
    ...copies.flat(),
    ...outer.edits,
    ...renameOutside(design, new Set([id]), names),
  ];
  return {
    edits: [...edits, ...dropEdits(applyEdits(design, edits))],
    ids,
    widened: outer.widened,
  };
}

/** What the nodes are called from now on, by what they were called as parts of the use. */
function namesOutside(
  { nodes }: Pick<ComponentVersion, "nodes">,
  use: DesignNode,
  count: number,
  copies: readonly (readonly DesignEdit[])[],
): ReadonlyMap<string, string> {
  const before = Object.values(nodes).map(({ name }) => name);
  return new Map(
    copies.flatMap((edits, index) => {
      const after = edits.flatMap((edit) => (edit.type === "put-node" ? [edit.node.name] : []));
      const copy = count === 1 ? null : index + 1;
      return before.map((name, place): [string, string] => [
        innerName(use.name, copy, name),
        after[place] ?? name,
      ]);
    }),
  );
}

interface Copy {
  readonly use: NodeId;
  readonly node: DesignNode;
  /** From 1. */
  readonly copy: number;
  /** Grows by the names given. */
  readonly taken: Set<string>;
  /** Grows by the ids given. */
  readonly ids: Map<string, NodeId>;
  readonly newId: (prefix: string) => string;
}

function copyEdits(version: ComponentVersion, copy: Copy): readonly DesignEdit[] {
  const { node, taken, newId } = copy;
  for (const inner of Object.keys(version.nodes))
    copy.ids.set(innerId(copy.use, copy.copy, inner), newId("n"));
  const groups = new Map(Object.keys(version.groups).map((id) => [id, newId("g")]));
  const groupFor = (inner: string | undefined) => groups.get(inner ?? "") ?? node.group;
  const place = placer(version, copy);
  const nameOf = (name: string): string => {
    if (name.trim() === "") return name;
    const free = copyName(name, taken);
    taken.add(free);
    return free;
  };
  return [
    ...Object.entries(version.groups).map(([id, { parent, ...group }]): DesignEdit => {
      const outer = groupFor(parent);
      const placed = outer === undefined ? group : { ...group, parent: outer };
      return { type: "put-group", id: groups.get(id) ?? id, group: placed };
    }),
    ...renamed(Object.entries(version.nodes), nameOf).map(([id, inner]): DesignEdit => {
      const { group, ...rest } = inner;
      const outer = groupFor(group);
      const placed = { ...rest, position: place(inner.position) };
      return {
        type: "put-node",
        id: newIdOf(copy, id),
        node: outer === undefined ? placed : { ...placed, group: outer },
      };
    }),
    ...Object.values(version.links).map((link): DesignEdit => ({
      type: "put-link",
      id: newId("l"),
      link: innerLink(link, copy),
    })),
    // What a note says is said once.
    ...(copy.copy > 1 ? [] : Object.values(version.notes)).map((note): DesignEdit => ({
      type: "put-note",
      id: newId("t"),
      note: { ...note, position: place(note.position) },
    })),
  ];
}

function newIdOf({ use, copy, ids }: Copy, inner: string): NodeId {
  const path = innerId(use, copy, inner);
  return ids.get(path) ?? path;
}

function innerLink(link: DesignLink, copy: Copy): DesignLink {
  const { from, to } = link;
  return {
    ...link,
    from: { ...from, node: newIdOf(copy, from.node) },
    to: { ...to, node: newIdOf(copy, to.node) },
  };
}

/** Puts what a version holds where the use stands, each copy right of the one before. */
function placer(version: ComponentVersion, { node, copy }: Copy) {
  const corner = cornerOf(version);
  const xs = Object.values(version.nodes).map(({ position }) => position.x);
  const width = xs.reduce((most, x) => Math.max(most, x - corner.x), 0) + NODE_WIDTH + GAP;
  return ({ x, y }: DesignNode["position"]): DesignNode["position"] => ({
    x: node.position.x + x - corner.x + (copy - 1) * width,
    y: node.position.y + y - corner.y,
  });
}

/** Where each exposed port is now, once for each copy; a use inside keeps its own ports. */
function portsOf(
  { ports }: ComponentVersion,
  use: NodeId,
  count: number,
  ids: ReadonlyMap<string, NodeId>,
): ReadonlyMap<string, readonly Endpoint[]> {
  return new Map(
    Object.entries(ports).map(([exposed, { node, port }]) => [
      exposed,
      Array.from({ length: count }, (_, index) => {
        const found = ids.get(innerId(use, index + 1, node));
        return found === undefined ? [] : [{ node: found, port }];
      }).flat(),
    ]),
  );
}

/** The links that ended at the use; one to a port that is gone falls away with it. */
function outerLinks(
  design: Design,
  use: NodeId,
  ports: ReadonlyMap<string, readonly Endpoint[]>,
  newId: (prefix: string) => string,
): { readonly edits: readonly DesignEdit[]; readonly widened: readonly LinkId[] } {
  const widened: LinkId[] = [];
  const edits = Object.entries(design.links).flatMap(([id, link]): DesignEdit[] => {
    const from = link.from.node === use ? { ports } : undefined;
    const to = link.to.node === use ? { ports } : undefined;
    if (from === undefined && to === undefined) return [];
    const isGone = [from && ports.get(link.from.port), to && ports.get(link.to.port)].some(
      (ends, side) => [from, to][side] !== undefined && (ends ?? []).length === 0,
    );
    if (isGone) return [];
    const links = Object.values(relink(id, link, from, to));
    const other = design.nodes[from === undefined ? link.from.node : link.to.node];
    if (links.length > 1 && other !== undefined && isUse(other) && other.count > 1)
      widened.push(id);
    return links.map((one, index) => ({
      type: "put-link",
      id: index === 0 ? id : newId("l"),
      link: one,
    }));
  });
  return { edits, widened };
}
