import type { ElementKey, Selection } from "../../store/elements.ts";
import { overlap, type Box, type Point } from "../geometry.ts";
import type { LinkPoints } from "../link-path.ts";
import type { NodeItem, Scene, SceneItem, SceneLink } from "../scene.ts";
import { isBoxed, pointsOf, waysOf } from "./picture.ts";

/** Something on the drawing that the pointer can be on. */
export type Hit =
  | { readonly type: "item"; readonly item: SceneItem }
  | { readonly type: "link"; readonly link: SceneLink };

/** How near the pointer must be, in pixels: to a line, and to a card that is smaller than the pointer. */
const NEAR = { line: 6, card: 2 } as const;

/** What lies at a point: the topmost card or note, else a link, else the innermost frame. */
export function hitAt(scene: Scene, point: Point, zoom: number): Hit | null {
  let card: SceneItem | null = null;
  let frame: SceneItem | null = null;
  const slack = NEAR.card / zoom;
  for (const item of scene.items.values()) {
    // What a use shows of groups and notes is not touched, the frame below it is.
    if (item.type === "scenery" || !isNear(item.box, point, slack)) continue;
    // Later ones lie on top.
    if (item.type === "frame" && !item.collapsed) frame = item;
    else card = item;
  }
  if (card !== null) return { type: "item", item: card };
  const link = linkAt(scene, point, NEAR.line / zoom);
  if (link !== null) return { type: "link", link };
  return frame === null ? null : { type: "item", item: frame };
}

/** The topmost node at a point, looked for at each move of the pointer: without anything made per node. */
export function nodeAt(scene: Scene, point: Point, zoom: number): NodeItem | null {
  let found: NodeItem | null = null;
  const slack = NEAR.card / zoom;
  for (const item of scene.items.values())
    if ((item.type === "component" || item.type === "unfolded") && isNear(item.box, point, slack))
      found = item;
  return found;
}

/** Whether a point is in a box or no further from it than `by`, along each axis. */
function isNear(box: Box, { x, y }: Point, by: number): boolean {
  const across = x >= box.x - by && x <= box.x + box.width + by;
  return across && y >= box.y - by && y <= box.y + box.height + by;
}

function linkAt(scene: Scene, point: Point, reach: number): SceneLink | null {
  let nearest: SceneLink | null = null;
  let least = reach;
  for (const way of waysOf(scene)) {
    if (!isBetween(way.source.box, way.target.box, point, reach)) continue;
    const distance = distanceTo(pointsOf(way), point);
    if (distance > least) continue;
    least = distance;
    nearest = way.seen;
  }
  return nearest;
}

/** Whether a point is in the box around two boxes, or near that. Asked for every link: nothing is made for it. */
function isBetween(a: Box, b: Box, { x, y }: Point, by: number): boolean {
  if (x < Math.min(a.x, b.x) - by || y < Math.min(a.y, b.y) - by) return false;
  const right = Math.max(a.x + a.width, b.x + b.width);
  return x <= right + by && y <= Math.max(a.y + a.height, b.y + b.height) + by;
}

// The lines of a link run along the axes.
function distanceTo([a, b, c, d]: LinkPoints, { x, y }: Point): number {
  const to = (from: Point, until: Point): number => {
    const left = Math.min(from.x, until.x);
    const top = Math.min(from.y, until.y);
    const right = Math.max(from.x, until.x);
    const bottom = Math.max(from.y, until.y);
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  };
  return Math.min(to(a, b), to(b, c), to(c, d));
}

/**
 * What a box drawn by the pointer selects: cards and notes that it touches, frames that lie in it wholly,
 * and where it touches nothing else, links.
 */
export function selectionIn(scene: Scene, box: Box): Selection {
  const keys = new Set<ElementKey>();
  for (const item of scene.items.values()) if (isBoxed(item, box)) keys.add(item.key);
  if (keys.size > 0) return keys;
  const links = waysOf(scene).filter(
    (way) => way.seen.use === undefined && crosses(pointsOf(way), box),
  );
  return new Set(links.map(({ seen }) => seen.key));
}

function crosses([a, b, c, d]: LinkPoints, box: Box): boolean {
  return [
    [a, b],
    [b, c],
    [c, d],
  ].some(([from = a, to = a]) => {
    const x = Math.min(from.x, to.x);
    const y = Math.min(from.y, to.y);
    // A line has no area of its own.
    const width = Math.max(from.x, to.x) - x + 0.01;
    const height = Math.max(from.y, to.y) - y + 0.01;
    return overlap({ x, y, width, height }, box);
  });
}
