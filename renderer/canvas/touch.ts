import type { Point } from "./geometry.ts";

/** A finger that rests so long asks for the menu. Systems that do so by themselves are a little quicker. */
const HELD_MS = 600;
/** A finger is never quite still, in pixels. */
const TREMBLES = 10;

interface Touch {
  readonly target: Element;
  readonly start: Point;
  /** Ends it from outside. */
  readonly signal: AbortSignal;
  /** A second finger came down, or the menu was asked for: what one finger began is not meant. */
  readonly onOther: () => void;
}

/** Follows one finger that came down: held still it asks for the menu of what is under it, a second one makes it a pinch. */
export function followFinger({ target, start, signal, onOther }: Touch): void {
  const { x: clientX, y: clientY } = start;
  const timer = setTimeout(() => {
    onOther();
    // What the browser makes of a finger that is lifted would choose from the menu, which is under it.
    window.addEventListener("touchend", prevent, { once: true, capture: true, passive: false });
    const init = { bubbles: true, cancelable: true, button: 2, clientX, clientY };
    target.dispatchEvent(new MouseEvent("contextmenu", init));
  }, HELD_MS);
  const rest = (): void => {
    clearTimeout(timer);
  };
  signal.addEventListener("abort", rest);
  window.addEventListener("contextmenu", rest, { signal, capture: true });
  window.addEventListener("pointerup", rest, { signal });
  window.addEventListener("pointercancel", rest, { signal });
  window.addEventListener(
    "pointermove",
    (event) => {
      if (hasMoved(start, event)) rest();
    },
    { signal },
  );
  window.addEventListener(
    "pointerdown",
    ({ isPrimary }) => {
      if (!isPrimary) onOther();
    },
    { signal },
  );
}

function prevent(event: Event): void {
  event.preventDefault();
}

/** Whether a finger has left the place where it came down. */
export function hasMoved(
  start: Point,
  { clientX: x, clientY: y }: globalThis.PointerEvent,
): boolean {
  return Math.hypot(x - start.x, y - start.y) > TREMBLES;
}

/** A finger on nothing: while it moves the flow moves the view; lifted where it came down, it is a tap. */
export function followTap(target: Element, start: Point, onTap: () => void): void {
  const ending = new AbortController();
  const { signal } = ending;
  const end = (): void => {
    ending.abort();
  };
  followFinger({ target, start, signal, onOther: end });
  window.addEventListener(
    "pointerup",
    (event) => {
      end();
      if (!hasMoved(start, event)) onTap();
    },
    { signal },
  );
  window.addEventListener("pointercancel", end, { signal });
}
