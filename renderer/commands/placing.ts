import { onGrid } from "../../shared/layout/drawing.ts";
import type { Design, DesignNode } from "../../shared/design/design.ts";
import { findKind } from "../../shared/kinds/index.ts";
import {
  around,
  contains,
  groupBoxes,
  nodeBox,
  NODE_SIZE,
  noteBox,
  overlap,
  type Box,
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

/** Room left between things that are placed by themselves. */
const GAP = 32;
const RINGS = 12;

type Size = Pick<Box, "width" | "height">;

/**
 * The middle of the free place nearest to `wanted` for one more node (or something of another size): on rings
 * around it, right and below first; when all of those are taken, to the right of the whole drawing. `more`
 * are boxes that it must not lie on either.
 */
export function freePlace(
  design: Design,
  wanted: Point,
  { size = NODE_SIZE, more = [] }: { readonly size?: Size; readonly more?: readonly Box[] } = {},
): Point {
  const all = [...takenBoxes(design, wanted), ...more];
  const reach = { x: (RINGS + 1) * (size.width + GAP), y: (RINGS + 1) * (size.height + GAP) };
  const region = boxAround(wanted, { width: 2 * reach.x, height: 2 * reach.y });
  const taken = all.filter((box) => overlap(box, region));
  const needed = { width: size.width + GAP, height: size.height + GAP };
  for (let ring = 0; ring < RINGS; ring++) {
    const place = placesOnRing(wanted, ring, needed).find((middle) => {
      const box = boxAround(middle, needed);
      return !taken.some((other) => overlap(other, box));
    });
    if (place !== undefined) return place;
  }
  const drawing = around(all);
  if (drawing === null) return wanted;
  return { x: drawing.x + drawing.width + GAP + size.width / 2, y: wanted.y };
}

/** What something new must not lie on. A frame that `wanted` is in is no obstacle: there one wants to be. */
function takenBoxes(design: Design, wanted: Point): readonly Box[] {
  const frames = [...groupBoxes(design).values()].filter((box) => !contains(box, wanted));
  return [
    ...Object.values(design.nodes).map((node) => nodeBox(node.position)),
    ...Object.values(design.notes).map((note) => noteBox(note)),
    ...frames,
  ];
}

function boxAround({ x, y }: Point, { width, height }: Size): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The places whose larger distance, in steps, is the ring's: beside first, then below, then above. */
function placesOnRing({ x, y }: Point, ring: number, step: Size): readonly Point[] {
  const steps = [0, ...Array.from({ length: ring }, (_, index) => [index + 1, -index - 1]).flat()];
  return steps.flatMap((down) =>
    steps
      .filter((right) => Math.max(Math.abs(right), Math.abs(down)) === ring)
      .map((right) => ({ x: x + right * step.width, y: y + down * step.height })),
  );
}
