import type { Catalogue } from "../catalogue/catalogue.ts";
import type {
  Design,
  DesignGroup,
  DesignLink,
  DesignNode,
  DesignNote,
  Endpoint,
} from "../design/design.ts";
import type { DraftLink, DraftNode } from "./draft.ts";
import type { LossLog } from "./loss.ts";
import { idMaker, nameMaker } from "./names.ts";
import { plugIn } from "./plugging.ts";
import { placeNodes, type Placed, type Scale } from "./positions.ts";

/** A group as a source has it; its parent by key. */
export interface DraftGroup {
  readonly name: string;
  readonly color?: string | undefined;
  readonly parent?: string | undefined;
}

interface Parts {
  readonly nodes: ReadonlyMap<string, DraftNode>;
  readonly links: readonly DraftLink[];
  readonly groups: ReadonlyMap<string, DraftGroup>;
  readonly notes: readonly DesignNote[];
  readonly loss: LossLog;
  readonly asDrawn: boolean;
}

type Ids = ReadonlyMap<string, string>;

/** Makes the design of what was read: ids, names, places, and a port for each end of a link. */
export function assemble(
  base: Design,
  parts: Parts,
  catalogue: Catalogue,
): { readonly design: Design; readonly scale: Scale; readonly aside: Aside } {
  const list = [...parts.nodes.values()];
  const order = new Map(list.map(({ key }, index) => [key, index]));
  const positions = list.map(({ position }) => position);
  const placed =
    parts.asDrawn && !positions.includes(undefined)
      ? asGiven(positions)
      : placeNodes(
          positions,
          parts.links.map(({ from, to }) => [order.get(from.node) ?? -1, order.get(to.node) ?? -1]),
        );
  const { asDrawn } = parts;
  const ids = idsOf(
    list.map(({ key, name }) => [key, asDrawn ? key : name, "node"]),
    asDrawn,
  );
  const groupIds = idsOf([...parts.groups].map(([key, { name }]) => [key, name, "group"]));
  const nodes = designNodes(parts, ids, groupIds, placed.positions);
  const plugged = plugIn(parts.nodes, parts.links, parts, catalogue);
  for (const [key, properties] of plugged.properties) {
    const node = nodes.get(ids.get(key) ?? "");
    if (node !== undefined) node.properties = properties;
  }
  const linkId = idMaker();
  const links = plugged.links.map(({ link, from, to }): readonly [string, DesignLink] => {
    const [one, other] = [ids.get(link.from.node) ?? "", ids.get(link.to.node) ?? ""];
    const id = linkId(`${one.slice(0, 20)}-${other.slice(0, 20)}`, "link");
    return [id, designLink(link, { node: one, ...from }, { node: other, ...to })];
  });
  const groups = [...parts.groups].map(([key, group]): readonly [string, DesignGroup] => [
    groupIds.get(key) ?? "",
    designGroup(group, groupIds),
  ]);
  const notes = parts.notes.map((note, index): readonly [string, DesignNote] => [
    `note-${index + 1}`,
    { ...note, position: placed.move(note.position) },
  ]);
  const design = {
    ...base,
    nodes: Object.fromEntries(nodes),
    links: Object.fromEntries(links),
    groups: Object.fromEntries(groups),
    notes: Object.fromEntries(notes),
  };
  return { design, scale: placed.scale, aside: asideOf(list, placed) };
}

/** Where those nodes were put that lay under others in the source's drawing, by key. */
export type Aside = Readonly<Record<string, Scale>>;

function asideOf(list: readonly DraftNode[], { positions, move }: Placed): Aside {
  const moved = list.flatMap(({ key, position }, index) => {
    const [wanted, now] = [position && move(position), positions[index]];
    if (wanted === undefined || now === undefined) return [];
    return wanted.x === now.x && wanted.y === now.y ? [] : [[key, { x: now.x, y: now.y }] as const];
  });
  return Object.fromEntries(moved);
}

function asGiven(positions: readonly (Scale | undefined)[]): Placed {
  return {
    positions: positions.flatMap((position) => position ?? []),
    scale: { x: 1, y: 1 },
    move: (point) => point,
  };
}

function idsOf(
  wishes: readonly (readonly [key: string, name: string, otherwise: string])[],
  keep = false,
): Ids {
  const idOf = idMaker(keep);
  return new Map(wishes.map(([key, name, otherwise]) => [key, idOf(name, otherwise)]));
}

/** By id. Where a name had to be changed, the log says so. */
function designNodes(
  { nodes, loss }: Parts,
  ids: Ids,
  groupIds: Ids,
  positions: readonly DesignNode["position"][],
): Map<string, DesignNode> {
  const nameOf = nameMaker();
  const made = [...nodes.values()].map((node, index): readonly [string, DesignNode] => {
    const { key, kind, count = 1, properties, kept } = node;
    const name = nameOf(node.name, key);
    if (name !== node.name)
      loss.add(
        "approximated",
        node.name === "" ? "node without a name" : `name ${node.name}`,
        name,
        key,
      );
    const group = node.group === undefined ? undefined : groupIds.get(node.group);
    const position = positions[index] ?? { x: 0, y: 0 };
    const plain = { kind, name, count, position, properties, ...kept };
    return [ids.get(key) ?? "", group === undefined ? plain : { ...plain, group }];
  });
  return new Map(made);
}

function designLink(link: DraftLink, from: Endpoint, to: Endpoint): DesignLink {
  const { bandwidthMbps, vlan, label, kept } = link;
  return {
    from,
    to,
    ...(bandwidthMbps !== undefined && { bandwidthMbps }),
    ...(vlan !== undefined && { vlan }),
    ...(label !== undefined && { label }),
    ...kept,
  };
}

function designGroup({ name, color, parent }: DraftGroup, ids: Ids): DesignGroup {
  const above = parent === undefined ? undefined : ids.get(parent);
  return {
    name,
    ...(above !== undefined && { parent: above }),
    ...(color !== undefined && { color }),
  };
}
