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
