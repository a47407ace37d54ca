import type { useStoreApi } from "@xyflow/react";
import type { Point } from "./geometry.ts";

/** Within so many pixels of the edge the view moves along, at most so many pixels a frame. */
const EDGE = 32;
const FASTEST = 16;

/** Moves the view while something is dragged to the edge of the canvas. */
export interface AutoPan {
  /** Where the pointer is now, in the window. */
  towards(pointer: Point): void;
  stop(): void;
}

/** `moved` is called with the pointer's place after each move of the view. */
export function autoPan(
  store: ReturnType<typeof useStoreApi>,
  moved: (pointer: Point) => void,
): AutoPan {
  const box = store.getState().domNode?.getBoundingClientRect();
  let frame = 0;
  let at: Point = { x: 0, y: 0 };
  const step = (): void => {
    frame = 0;
    if (box === undefined) return;
    const by = {
      x: speed(at.x - box.left, box.width),
      y: speed(at.y - box.top, box.height),
    };
    if (by.x === 0 && by.y === 0) return;
    void store.getState().panBy(by);
    moved(at);
    frame = requestAnimationFrame(step);
  };
  return {
    towards(pointer) {
      at = pointer;
      frame ||= requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(frame);
    },
  };
}

/** Positive near the beginning, negative near the end, nothing between. */
function speed(place: number, length: number): number {
  const near = (distance: number): number =>
    (Math.min(EDGE, Math.max(0, EDGE - distance)) / EDGE) * FASTEST;
  return near(place) - near(length - place);
}
