/** How far an element is scrolled sideways, and how far it could be, in pixels. */
interface Scrolled {
  readonly scrollLeft: number;
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

/** A finger has to go so far before one can tell its direction; the browser waits for about as long. */
const TREMBLES = 3;

/** Whether any of these, innermost first, goes along with a finger that moves so far sideways. */
export function goesAlong(scrollers: readonly Scrolled[], by: number): boolean {
  return scrollers.some(({ scrollLeft, scrollWidth, clientWidth }) =>
    by > 0 ? scrollLeft > 0 : scrollLeft + clientWidth < scrollWidth,
  );
}

/**
 * Keeps a finger that is dragged sideways, where nothing scrolls so, from leaving the page: Chromium goes back or
 * forward in its history then, whatever `overscroll-behavior` says of a page that does not scroll itself. Called once.
 */
export function stayOnPage(document: Document): void {
  let start: Touch | null = null;
  document.addEventListener(
    "touchstart",
    ({ touches }) => {
      start = touches.length === 1 ? touches.item(0) : null;
    },
    { passive: true, capture: true },
  );
  document.addEventListener(
    "touchmove",
    (event) => {
      const now = event.touches.item(0);
      // Once the browser scrolls by it, it can no longer be kept from it, nor does it leave the page.
      if (start === null || now === null || !event.cancelable) return;
      const [x, y] = [now.clientX - start.clientX, now.clientY - start.clientY];
      if (Math.abs(x) < TREMBLES || Math.abs(x) <= Math.abs(y)) return;
      if (!goesAlong(scrollersAround(event.target), x)) event.preventDefault();
    },
    { passive: false },
  );
}

function scrollersAround(target: EventTarget | null): readonly Scrolled[] {
  const around: Element[] = [];
  for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement)
    if (isScroller(at)) around.push(at);
  return around;
}

function isScroller(element: Element): boolean {
  const { overflowX } = getComputedStyle(element);
  return overflowX === "auto" || overflowX === "scroll" || element instanceof HTMLInputElement;
}
