import { create } from "zustand";
import type { FlowNode, Moving } from "./flow.ts";
import type { Point } from "./geometry.ts";

/** A line at which the dragged node stands in line with another. */
export interface Guide {
  readonly axis: "x" | "y";
  readonly at: number;
}

/** Nothing is being dragged. */
const STILL: Moving = new Map();

interface Dragging {
  /** Where dragged things are now; the design still has them where they were. */
  readonly moving: Moving;
  readonly guides: readonly Guide[];
  /** Esc was pressed: the rest of the gesture moves nothing. */
  readonly cancelled: boolean;
}

const RESTING: Dragging = { moving: STILL, guides: [], cancelled: false };

/** A drag in progress. Outside of React, so that the drop sees the last move even before it is drawn. */
export const useDragging = create<Dragging>()(() => RESTING);

export function moveTo(moving: Moving): void {
  if (!useDragging.getState().cancelled) useDragging.setState({ moving });
}

/** Puts everything back where it was; true when something was being dragged. */
export function cancelDragging(): boolean {
  if (useDragging.getState().moving.size === 0) return false;
  useDragging.setState({ moving: STILL, guides: [], cancelled: true });
  return true;
}

/** Ends a drag and tells what it moved. */
export function endDragging(): Moving {
  const { moving } = useDragging.getState();
  useDragging.setState(RESTING);
  return moving;
}

function showGuides(guides: readonly Guide[]): void {
  const shown = useDragging.getState();
  if (shown.cancelled || (guides.length === 0 && shown.guides.length === 0)) return;
  useDragging.setState({ guides });
}

/** How near a line must be to catch, in the drawing's pixels: less than the grid, or it would fight the grid. */
const CATCH = 6;
/** Above this many nodes looking for lines on each move would be felt. */
const MOST_NODES = 600;

type Placed = readonly [id: string, position: Point];

/** Pulls one dragged thing onto the lines (left, middle, right; top, middle, bottom) of its neighbours. */
export function alignedTo(
  dragged: readonly Placed[],
  shown: ReadonlyMap<string, FlowNode>,
): readonly Placed[] {
  const [id, position] = dragged[0] ?? ["", { x: 0, y: 0 }];
  const self = shown.get(id);
  if (self === undefined || self.type === "frame" || shown.size > MOST_NODES) return dragged;
  const others = [...shown.values()].filter((node) => node.id !== id && node.type !== "frame");
  const x = nearest(
    position.x,
    self.width ?? 0,
    others.map((node) => [node.position.x, node.width ?? 0]),
  );
  const y = nearest(
    position.y,
    self.height ?? 0,
    others.map((node) => [node.position.y, node.height ?? 0]),
  );
  showGuides([
    ...(x === null ? [] : [{ axis: "x", at: x.line } as const]),
    ...(y === null ? [] : [{ axis: "y", at: y.line } as const]),
  ]);
  return [[id, { x: x?.start ?? position.x, y: y?.start ?? position.y }]];
}

function nearest(
  start: number,
  size: number,
  others: readonly (readonly [start: number, size: number])[],
): { readonly start: number; readonly line: number } | null {
  let best: { start: number; line: number } | null = null;
  let distance = CATCH;
  for (const [other, otherSize] of others)
    for (const part of [0, 0.5, 1]) {
      const line = other + otherSize * part;
      const wanted = line - size * part;
      if (Math.abs(wanted - start) >= distance) continue;
      distance = Math.abs(wanted - start);
      best = { start: wanted, line };
    }
  return best;
}
