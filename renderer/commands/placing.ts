import type { Design, DesignNode } from "../../shared/design/design.ts";
import { findKind } from "../../shared/kinds/index.ts";
import {
  contains,
  GRID,
  groupBoxes,
  groupChain,
  NODE_SIZE,
  type Point,
} from "../canvas/geometry.ts";
import { freshName } from "../store/naming.ts";
import type { Placing } from "../store/ui.ts";

export function snapped(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/** The innermost open group whose frame holds the point. `except` are being moved and do not count. */
export function groupAt(
  design: Design,
  point: Point,
  except: ReadonlySet<string> = new Set(),
): string | undefined {
  const nodes = Object.fromEntries(Object.entries(design.nodes).filter(([id]) => !except.has(id)));
  return [...groupBoxes({ ...design, nodes }, () => undefined)]
    .filter(([id, box]) => design.groups[id]?.collapsed !== true && contains(box, point))
    .map(([id]) => id)
    .toSorted((a, b) => groupChain(design, b).length - groupChain(design, a).length)[0];
}

/** A new node with its middle at a point of the drawing, on the grid, named, in the group it lands in. */
export function newNode(design: Design, placing: Placing, middle: Point): DesignNode {
  const taken = new Set(Object.values(design.nodes).map((node) => node.name));
  const group = groupAt(design, middle);
  return {
    kind: placing.kind,
    name: freshName(findKind(placing.kind)?.namePrefix ?? placing.kind, taken),
    count: 1,
    position: {
      x: snapped(middle.x - NODE_SIZE.width / 2),
      y: snapped(middle.y - NODE_SIZE.height / 2),
    },
    ...(group !== undefined && { group }),
    properties: placing.properties,
  };
}

/** A place near `wanted` where a new node lies on no other: steps down and to the right. */
export function freePlace(design: Design, wanted: Point): Point {
  const taken = Object.values(design.nodes).map((node) => node.position);
  let place = wanted;
  const covered = (point: Point): boolean =>
    taken.some(
      (other) =>
        Math.abs(other.x + NODE_SIZE.width / 2 - point.x) < GRID * 3 &&
        Math.abs(other.y + NODE_SIZE.height / 2 - point.y) < GRID * 3,
    );
  while (covered(place)) place = { x: place.x + GRID * 4, y: place.y + GRID * 4 };
  return place;
}
