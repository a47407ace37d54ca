import { onGrid } from "../../shared/layout/drawing.ts";
import type { Design, DesignNode } from "../../shared/design/design.ts";
import { findKind } from "../../shared/kinds/index.ts";
import {
  centre,
  contains,
  groupBoxes,
  nodeBox,
  NODE_SIZE,
  type Point,
} from "../canvas/geometry.ts";
import { freshName } from "../../shared/design/naming.ts";
import type { Placing } from "../store/ui.ts";

/**
 * Finds the innermost open group whose frame holds a point. `except` are being moved and do not count. The
 * frames are worked out once, however many points are asked for.
 */
export function groupFinder(
  design: Design,
  except: ReadonlySet<string> = new Set(),
): (point: Point) => string | undefined {
  const staying =
    except.size === 0
      ? design
      : {
          ...design,
          nodes: Object.fromEntries(Object.entries(design.nodes).filter(([id]) => !except.has(id))),
        };
  // They come innermost first.
  const open = [...groupBoxes(staying)].filter(([id]) => design.groups[id]?.collapsed !== true);
  return (point) => open.find(([, box]) => contains(box, point))?.[0];
}

/** The upper left corner, on the grid, of a card around a point of the drawing. */
export function cardAround(middle: Point): Point {
  return {
    x: onGrid(middle.x - NODE_SIZE.width / 2),
    y: onGrid(middle.y - NODE_SIZE.height / 2),
  };
}

/** A new node with its middle at a point of the drawing, on the grid, named, in the group it lands in. */
export function newNode(design: Design, placing: Placing, middle: Point): DesignNode {
  const taken = new Set(Object.values(design.nodes).map((node) => node.name));
  const group = groupFinder(design)(middle);
  return {
    kind: placing.kind,
    name: freshName(findKind(placing.kind)?.namePrefix ?? placing.kind, taken),
    count: 1,
    position: { ...cardAround(middle) },
    ...(group !== undefined && { group }),
    properties: placing.properties,
  };
}

/** Room left between nodes that are placed by themselves. */
const GAP = 32;
const RINGS = 12;

/**
 * The middle of the free place nearest to `wanted` for one more node: on rings around it, right and below
 * first. Beyond the last ring it is `wanted` itself, and the nodes lie on each other.
 */
export function freePlace(design: Design, wanted: Point): Point {
  const taken = Object.values(design.nodes).map((node) => centre(nodeBox(node.position)));
  const free = (place: Point): boolean =>
    taken.every(
      (other) =>
        Math.abs(other.x - place.x) >= NODE_SIZE.width + GAP / 2 ||
        Math.abs(other.y - place.y) >= NODE_SIZE.height + GAP / 2,
    );
  for (let ring = 0; ring < RINGS; ring++) {
    const place = around(wanted, ring).find(free);
    if (place !== undefined) return place;
  }
  return wanted;
}

/** The places of one ring: one step right, below, left and above, and its corners. */
function around(wanted: Point, ring: number): readonly Point[] {
  const steps = [0, ring, -ring];
  const x = NODE_SIZE.width + GAP;
  const y = NODE_SIZE.height + GAP;
  return steps.flatMap((down) =>
    steps.map((right) => ({ x: wanted.x + right * x, y: wanted.y + down * y })),
  );
}
