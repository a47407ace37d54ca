import { useLayoutEffect, useRef, type RefObject } from "react";
import { inOrder, nextStop, wayOf, type Stop, type Way, type Ways } from "./arrows.ts";
import { useMoving } from "./moving.ts";

/** What an element says of itself so that the arrows find it. */
export interface StopProps {
  readonly "data-line": number;
  readonly "data-from": number;
  readonly "data-to": number;
  readonly tabIndex: -1;
}

export function stopProps({ line, from, to }: Stop): StopProps {
  return { "data-line": line, "data-from": from, "data-to": to, tabIndex: -1 };
}

interface Shown extends Stop {
  readonly element: HTMLElement;
}

/**
 * One stop for Tab in all of a view, from which the arrows go on: a roving tabindex. The elements are found by what they
 * say of themselves, as those that scroll into view come and go by hundreds.
 * @param ways which keys go which way
 * @param isLong not all lines are drawn: further ones are scrolled to
 */
export function useArrows(
  scroller: RefObject<HTMLElement | null>,
  ways: Ways,
  isLong: boolean,
): void {
  /** Where the keyboard was last, be it gone. */
  const last = useRef<Shown | null>(null);
  const aim = useRef(0);
  const presses = useRef(0);
  useLayoutEffect(() => {
    const view = scroller.current;
    if (view === null) return undefined;
    const onFocusIn = ({ target }: FocusEvent): void => {
      const stop = target instanceof HTMLElement ? shownAt(target) : null;
      if (stop === null) return;
      if (last.current?.element !== stop.element) aim.current = stop.from;
      last.current = stop;
      onlyStop(view, stop.element);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    // While one scrolls, stops come and go with every frame: which of them is in view is looked for afterwards, since
    // that lays all of it out once more.
    const watch = new MutationObserver(() => {
      clearTimeout(timer);
      if (hasOneStop(view)) return;
      timer = setTimeout(() => takeOneStop(view), SETTLE_MS);
    });
    const onKeyDown = (event: KeyboardEvent): void => {
      const way = wayOf(ways, event);
      const here = last.current;
      const { target } = event;
      const isFrom = target === view || (target instanceof HTMLElement && shownAt(target) !== null);
      // While something is moved, the arrows are for that.
      const isMoved = useMoving.getState().moving !== null;
      if (way === null || !isFrom || isMoved) return;
      event.preventDefault();
      if (here === null) {
        if (!hasOneStop(view)) takeOneStop(view);
        view.querySelector<HTMLElement>(`${STOPS}[tabindex="0"]`)?.focus();
        return;
      }
      const kept = aim.current;
      const press = ++presses.current;
      const find = (): Shown | undefined => nextIn(view, here, { way, aim: kept });
      const arrive = (next: Shown | undefined): void => {
        // Whoever has gone elsewhere meanwhile stays there.
        if (press !== presses.current || !view.contains(document.activeElement)) return;
        // What was scrolled away from is drawn anew.
        (next ?? sameIn(view, here))?.element.focus();
        if (way === "line before" || way === "line after") aim.current = kept;
      };
      if (!isLong) return arrive(find());
      const isOver = (): boolean => press !== presses.current;
      void seek(view, way, { find, isOver }).then(arrive);
    };
    if (!hasOneStop(view)) takeOneStop(view);
    watch.observe(view, { childList: true, subtree: true });
    view.addEventListener("focusin", onFocusIn);
    view.addEventListener("keydown", onKeyDown);
    return () => {
      watch.disconnect();
      clearTimeout(timer);
      view.removeEventListener("focusin", onFocusIn);
      view.removeEventListener("keydown", onKeyDown);
    };
  }, [scroller, ways, isLong]);
}

function shownAt(element: HTMLElement): Shown | null {
  const { line, from, to } = element.dataset;
  if (line === undefined) return null;
  return { element, line: Number(line), from: Number(from), to: Number(to) };
}

const STOPS = "[data-line]";

function shownIn(view: HTMLElement): readonly Shown[] {
  return [...view.querySelectorAll<HTMLElement>(STOPS)].flatMap((one) => shownAt(one) ?? []);
}

function sameIn(view: HTMLElement, { element, line, from }: Shown): Shown | undefined {
  const all = shownIn(view);
  return (
    all.find((one) => one.element === element) ??
    all.find((one) => one.line === line && one.from === from)
  );
}

function nextIn(
  view: HTMLElement,
  here: Shown,
  to: { readonly way: Way; readonly aim: number },
): Shown | undefined {
  const all = shownIn(view);
  return nextStop(all, all.find(({ element }) => element === here.element) ?? here, to);
}

/** Tab comes to this one alone. */
function onlyStop(view: HTMLElement, stop: HTMLElement): void {
  for (const other of view.querySelectorAll<HTMLElement>(`${STOPS}[tabindex="0"]`))
    if (other !== stop) other.tabIndex = -1;
  stop.tabIndex = 0;
}

/** Nothing has come or gone for so long. */
const SETTLE_MS = 100;

/** Whether Tab comes to one of the stops; where it does not, it comes to what scrolls them. */
function hasOneStop(view: HTMLElement): boolean {
  const has = view.querySelector(`${STOPS}[tabindex="0"]`) !== null;
  const wanted = has ? -1 : 0;
  if (view.tabIndex !== wanted) view.tabIndex = wanted;
  return has;
}

/** Has Tab come to the first that is in view, or else to the first there is: as one sees them, not as they are written. */
function takeOneStop(view: HTMLElement): void {
  const stops = inOrder(shownIn(view));
  const box = view.getBoundingClientRect();
  const isInView = ({ element }: Shown): boolean => {
    const { top, bottom } = element.getBoundingClientRect();
    return top < box.bottom && bottom > box.top;
  };
  const first = stops.find(isInView) ?? stops[0];
  if (first !== undefined) onlyStop(view, first.element);
  hasOneStop(view);
}

/** So many windows full of lines without anything are scrolled through. */
const MOST_SCREENS = 40;
/** So many times it is looked whether lines have come. */
const MOST_LOOKS = 60;
const LOOK_MS = 50;

/**
 * Where the next one is not drawn, it is scrolled to; where there is none, all stays where it is. Where beyond what is
 * drawn there is nothing for very long, the first or the last is that of what is drawn.
 */
async function seek(
  view: HTMLElement,
  way: Way,
  { find, isOver }: { readonly find: () => Shown | undefined; readonly isOver: () => boolean },
): Promise<Shown | undefined> {
  const by = SCROLLS[way];
  if (by === undefined) return find();
  const near = way === "first" || way === "last" ? undefined : find();
  if (near !== undefined && view.querySelector(BUSY) === null) return near;
  const start = view.scrollTop;
  // What has the keyboard may be scrolled away; the view keeps it meanwhile.
  view.focus({ preventScroll: true });
  if (way === "first") view.scrollTop = 0;
  if (way === "last") view.scrollTop = view.scrollHeight;
  for (let screens = 0; screens < MOST_SCREENS && !isOver(); screens++) {
    await settled(view);
    const next = find();
    if (next !== undefined) return next;
    const before = view.scrollTop;
    view.scrollTop += by * view.clientHeight * 0.8;
    if (view.scrollTop === before) break;
  }
  if (isOver()) return undefined;
  view.scrollTop = start;
  await settled(view);
  return way === "first" || way === "last" ? find() : undefined;
}

const SCROLLS: Partial<Record<Way, 1 | -1>> = {
  "line before": -1,
  "line after": 1,
  first: 1,
  last: -1,
};

/** Of lines of which is not known yet what is in them. */
const BUSY = '[aria-busy="true"]';

/** All that is in view is drawn, and the lab has told what is in it. */
async function settled(view: HTMLElement): Promise<void> {
  const isBusy = (): boolean => view.querySelector(BUSY) !== null;
  await drawn();
  for (let looks = 0; looks < MOST_LOOKS && isBusy(); looks++)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

async function drawn(): Promise<void> {
  for (let frames = 0; frames < 2; frames++)
    await new Promise((resolve) => requestAnimationFrame(resolve));
}
