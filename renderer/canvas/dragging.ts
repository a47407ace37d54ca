import { create } from "zustand";
import type { Selection } from "../store/elements.ts";
import { STILL, type Box, type Moving, type Point } from "./geometry.ts";

/** A line at which the dragged node stands in line with another. */
interface Guide {
  readonly axis: "x" | "y";
  readonly at: number;
}

/** A box that is being drawn around what shall be selected. */
interface Boxing {
  /** In the drawing's coordinates. */
  readonly box: Box;
  /** What stays selected whatever the box holds. */
  readonly before: Selection;
  /** What would be selected if it ended now, as far as that is among the elements of the page. */
  readonly selection: Selection;
}

interface Dragging {
  /** What is dragged and how far; the design still has it where it was. */
  readonly moving: Moving;
  readonly guides: readonly Guide[];
  readonly boxing: Boxing | null;
  /** Esc was pressed: the rest of the gesture does nothing. */
  readonly cancelled: boolean;
}

const RESTING: Dragging = { moving: STILL, guides: [], boxing: null, cancelled: false };

/** A drag in progress. Outside of React, so that the drop sees the last move even before it is drawn. */
export const useDragging = create<Dragging>()(() => RESTING);

export function moveTo(moving: Moving, guides: readonly Guide[]): void {
  const shown = useDragging.getState();
  if (shown.cancelled) return;
  const same = guides.length === 0 && shown.guides.length === 0;
  useDragging.setState({ moving, guides: same ? shown.guides : guides });
}

export function boxTo(boxing: Boxing): void {
  if (!useDragging.getState().cancelled) useDragging.setState({ boxing });
}

/** Puts everything back where it was; true when a drag was going on. */
export function cancelDragging(): boolean {
  const { moving, boxing } = useDragging.getState();
  if (moving.ids.size === 0 && boxing === null) return false;
  useDragging.setState({ ...RESTING, cancelled: true });
  return true;
}

/** Ends a drag and tells what it came to. */
export function endDragging(): Pick<Dragging, "moving" | "boxing"> {
  const { moving, boxing } = useDragging.getState();
  useDragging.setState(RESTING);
  return { moving, boxing };
}

/** How near a line must be to catch, in the drawing's pixels: less than the grid, or it would fight the grid. */
const CATCH = 6;

/** Pulls a dragged box onto the lines (left, middle, right; top, middle, bottom) of its neighbours. */
export function alignedTo(
  box: Box,
  others: readonly Box[],
): { readonly place: Point; readonly guides: readonly Guide[] } {
  const x = nearest(
    box.x,
    box.width,
    others.map((other) => [other.x, other.width]),
  );
  const y = nearest(
    box.y,
    box.height,
    others.map((other) => [other.y, other.height]),
  );
  return {
    place: { x: x?.start ?? box.x, y: y?.start ?? box.y },
    guides: [
      ...(x === null ? [] : [{ axis: "x", at: x.line } as const]),
      ...(y === null ? [] : [{ axis: "y", at: y.line } as const]),
    ],
  };
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
