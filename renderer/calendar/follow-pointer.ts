import type { PointerEvent } from "react";

/** Less is a hand that trembles while it clicks. */
export const DRAG_PIXELS = 4;

interface Follower {
  /** So many pixels from where it was put down. */
  readonly move: (x: number, y: number) => void;
  readonly drop: () => void;
  readonly leave: () => void;
}

/** Follows the pointer over the whole window until it is let go, Esc is pressed, or it is lost. */
export function followPointer(down: PointerEvent<HTMLElement>, follower: Follower): void {
  const stop = new AbortController();
  const { signal } = stop;
  const only = (event: globalThis.PointerEvent, act: () => void): void => {
    if (event.pointerId === down.pointerId) act();
  };
  const [x, y] = [down.clientX, down.clientY];
  window.addEventListener(
    "pointermove",
    (event) => only(event, () => follower.move(event.clientX - x, event.clientY - y)),
    { signal },
  );
  const end = (act: () => void) => (event: globalThis.PointerEvent) =>
    only(event, () => {
      stop.abort();
      act();
    });
  window.addEventListener("pointerup", end(follower.drop), { signal });
  window.addEventListener("pointercancel", end(follower.leave), { signal });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      stop.abort();
      follower.leave();
    },
    { signal, capture: true },
  );
}
