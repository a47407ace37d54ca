/** A page that is not shown paints nothing; then it goes on after so many milliseconds. */
const LATEST_MS = 250;

/**
 * Calls back when what has just changed is on the screen, so that long work does not stand before it. Where
 * there is no screen (tests) at once.
 */
export function afterPaint(run: () => void): void {
  if (typeof requestAnimationFrame === "undefined") {
    run();
    return;
  }
  let waiting = true;
  const once = (): void => {
    if (waiting) run();
    waiting = false;
  };
  // A frame's callbacks come before it is painted, a timer of theirs comes after.
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, LATEST_MS);
}

/** Resolves when what has just changed is on the screen. */
export function painted(): Promise<void> {
  return new Promise(afterPaint);
}

/** What nobody waits for is done after so many milliseconds at the latest. */
const LATEST_IDLE_MS = 500;

/** Resolves when the window has nothing else to do; where there is none (tests) at once. */
export function idle(): Promise<unknown> {
  if (typeof requestIdleCallback === "undefined") return Promise.resolve();
  return new Promise((resolve) => {
    requestIdleCallback(resolve, { timeout: LATEST_IDLE_MS });
  });
}
