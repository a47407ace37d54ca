import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { resolveNode } from "../../../shared/kinds/resolve.ts";
import { CARD, onGrid, RANKS } from "../../../shared/layout/drawing.ts";
import { layOutGraph, type LayoutNode } from "../../../shared/layout/layout.ts";
import { around, nodeBox, type Point } from "../geometry.ts";

/** The frame that groups have on the canvas. */
const PADDING = { top: 56, side: 24 };

/** Where the given nodes should stand. Their upper left corner stays; locked nodes are neither moved nor counted. */
export function layOut(
  design: Design,
  ids: readonly string[],
  catalogue: Catalogue,
): ReadonlyMap<string, Point> {
  const nodes = ids.flatMap((id) => layoutNode(design, id, catalogue));
  const movable = new Set(nodes.map(({ id }) => id));
  const corner = around(nodes.flatMap(({ id }) => boxOf(design, id)));
  if (corner === null) return new Map();
  const places = layOutGraph({
    nodes,
    links: Object.values(design.links)
      .filter(({ from, to }) => movable.has(from.node) && movable.has(to.node))
      .map(({ from, to }) => [from.node, to.node]),
    groups: new Map(Object.entries(design.groups).map(([id, { parent }]) => [id, parent])),
    padding: PADDING,
  });
  const after = around([...places.values()].map(nodeBox)) ?? corner;
  return new Map(
    [...places].map(([id, { x, y }]) => [
      id,
      { x: onGrid(x - after.x + corner.x), y: onGrid(y - after.y + corner.y) },
    ]),
  );
}

function layoutNode(design: Design, id: string, catalogue: Catalogue): readonly LayoutNode[] {
  const node = design.nodes[id];
  if (node === undefined || node.locked === true) return [];
  const rank = RANKS[resolveNode(id, node, catalogue).traits.forwarding];
  return [{ id, ...CARD, rank, ...(node.group !== undefined && { group: node.group }) }];
}

function boxOf(design: Design, id: string): ReturnType<typeof nodeBox>[] {
  const node = design.nodes[id];
  return node === undefined ? [] : [nodeBox(node.position)];
}
