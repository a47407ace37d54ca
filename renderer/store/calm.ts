import { idle } from "./after-paint.ts";

/** By then what somebody has asked for is done, in milliseconds. */
const CALM_MS = 1500;
const TOUCHES = ["pointerdown", "keydown", "wheel", "drop", "click"];

let touched = Number.NEGATIVE_INFINITY;

/** Begins to note when somebody touches the window; who has just opened it is about to. */
export function startCalm(page: EventTarget): void {
  const touch = (): void => {
    touched = performance.now();
  };
  touch();
  for (const type of TOUCHES) page.addEventListener(type, touch, { capture: true, passive: true });
}

/**
 * Resolves when nobody has touched the window for a while and it has nothing else to do. What is only got ready
 * waits for that, or it would take the processor from what was just asked for.
 */
export async function calm(): Promise<void> {
  const left = touched + CALM_MS - performance.now();
  if (left > 0) {
    await new Promise((resolve) => setTimeout(resolve, left));
    return calm();
  }
  await idle();
}
