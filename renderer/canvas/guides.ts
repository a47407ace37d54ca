import { create } from "zustand";
import type { FlowNode } from "./flow.ts";
import type { Point } from "./geometry.ts";

/** A line at which the dragged node stands in line with another. */
export interface Guide {
  readonly axis: "x" | "y";
  readonly at: number;
}

export const useGuides = create<{ readonly guides: readonly Guide[] }>()(() => ({ guides: [] }));

export function showGuides(guides: readonly Guide[]): void {
  if (guides.length === 0 && useGuides.getState().guides.length === 0) return;
  useGuides.setState({ guides });
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
