import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { ComponentVersion } from "../design/component.ts";
import type { Design, DesignNode, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { innerName } from "../design/expand-names.ts";
import { copyName } from "../design/naming.ts";
import { newUse, type Components } from "../design/use.ts";
import { carryEdits, versionsNeeded } from "./needed.ts";
import type { ComponentContents } from "./save.ts";
import { suggestPorts } from "./exposing.ts";
import { renameOutside } from "./rename-outside.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";

/** Where a new use goes. */
export interface Placing {
  /** The use's id. */
  readonly id: NodeId;
  readonly position: DesignNode["position"];
  readonly group?: string | undefined;
}

/**
 * The edits that place a component as one node: the use, and every version it needs that the design does not
 * carry yet. `library` has the versions used inside it. Refuses a component inside itself: `within` is the id of
 * the component that the design is a drawing of, when it is one.
 */
export function placeUse(
  design: Design,
  version: ComponentVersion,
  library: Components,
  { id, position, group }: Placing,
  within: string | undefined = design.component?.id,
): Result<readonly DesignEdit[]> {
  const inner = versionsNeeded(version.nodes, { ...library, ...design.components });
  const all = [...inner, version];
  if (within !== undefined && all.some(({ component }) => component === within))
    return err(fault("component-in-itself", { name: version.name }));
  const node = newUse(version, nameFor(version, design), position);
  const placed = group === undefined ? node : { ...node, group };
  return ok([...carryEdits(design, all), { type: "put-node", id, node: placed }]);
}

/** A use is called like its component, counted up where that is taken. */
function nameFor({ name }: ComponentVersion, { nodes }: Design, without?: ReadonlySet<NodeId>) {
  const taken = Object.entries(nodes)
    .filter(([id]) => without?.has(id) !== true)
    .map(([, node]) => node.name);
  return copyName(name.trim() || "component", new Set(taken));
}

/**
 * The edits that put a use in the place of the nodes a component was just made of. Links that left them end at
 * the use's port, where that is exposed, and are lost where not.
 */
export function replaceByUse(
  design: Design,
  contents: ComponentContents,
  version: ComponentVersion,
  id: NodeId,
  catalogue: Catalogue,
): readonly DesignEdit[] {
  const { nodes } = contents;
  const node = newUse(version, nameFor(version, design, nodes), middleOf(design, nodes));
  const group = sharedGroup(design, nodes, version);
  return [
    ...carryEdits(design, [version]),
    ...[...nodes].map((inner): DesignEdit => ({ type: "remove-node", id: inner })),
    ...[...contents.notes].map((note): DesignEdit => ({ type: "remove-note", id: note })),
    ...Object.keys(version.groups).map((one): DesignEdit => ({ type: "remove-group", id: one })),
    { type: "put-node", id, node: group === undefined ? node : { ...node, group } },
    ...relinkEdits(design, nodes, version, id, catalogue),
    ...renameOutside(design, nodes, namesInside(node.name, version)),
  ];
}

/** What the nodes of a use are called outside it, by their own names. */
function namesInside(use: string, { nodes }: ComponentVersion): ReadonlyMap<string, string> {
  return new Map(Object.values(nodes).map(({ name }) => [name, innerName(use, null, name)]));
}

function relinkEdits(
  design: Design,
  nodes: ReadonlySet<NodeId>,
  version: ComponentVersion,
  use: NodeId,
  catalogue: Catalogue,
): readonly DesignEdit[] {
  return suggestPorts(design, nodes, catalogue).flatMap(({ node, port, links }) => {
    const exposed = Object.entries(version.ports).find(
      ([, own]) => own.node === node && own.port === port,
    )?.[0];
    if (exposed === undefined) return [];
    return links.flatMap((id): DesignEdit[] => {
      const link = design.links[id];
      if (link === undefined) return [];
      const side = link.from.node === node && link.from.port === port ? "from" : "to";
      const end = { ...link[side], node: use, port: exposed };
      return [{ type: "put-link", id, link: { ...link, [side]: end } }];
    });
  });
}

function middleOf({ nodes }: Design, chosen: ReadonlySet<NodeId>): DesignNode["position"] {
  const places = [...chosen].flatMap((id) => nodes[id]?.position ?? []);
  const mean = (values: readonly number[]): number =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
  return { x: mean(places.map(({ x }) => x)), y: mean(places.map(({ y }) => y)) };
}

/** The group that all of the nodes are in, when it stays behind. */
function sharedGroup(
  { nodes }: Design,
  chosen: ReadonlySet<NodeId>,
  { groups }: ComponentVersion,
): string | undefined {
  const [first, ...others] = [...chosen].map((id) => nodes[id]?.group);
  const isShared = first !== undefined && others.every((group) => group === first);
  return isShared && !Object.hasOwn(groups, first) ? first : undefined;
}
