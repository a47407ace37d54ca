import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, type CSSProperties, type Key, type RefObject } from "react";

/** Which row one of the elements that draw rows draws now. */
export interface RowSlot {
  readonly slot: number;
  readonly index: number;
  /** From the beginning of the list, in pixels. */
  readonly top: number;
}

/** Where rows are, in pixels from the beginning of the list. */
export interface RowPlaces {
  /** Where a row begins. What would be the one after the last begins where the list ends. */
  readonly topOf: (index: number) => number;
  /** How many rows can be seen at once, at least in part, of so many pixels. */
  readonly mostIn: (height: number) => number;
}

interface RowSlotsInput {
  readonly count: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly places: RowPlaces;
  /** Rows kept beyond what is seen, so that quick scrolling shows no gaps. */
  readonly overscan: number;
  /** What a sticky head hides of the scroller, in pixels. */
  readonly headHeight: number;
}

interface RowSlots {
  readonly virtual: Virtualizer<HTMLElement, Element>;
  /** Those in view and around it, in the order of their elements: see {@link rowSlots}. */
  readonly rows: readonly RowSlot[];
}

/** Rows of one height. */
export function evenRows(rowHeight: number): RowPlaces {
  return {
    topOf: (index) => index * rowHeight,
    mostIn: (height) => Math.ceil(height / rowHeight) + 1,
  };
}

/** Rows by where each begins, and last where the list ends. */
export function unevenRows(tops: readonly number[]): RowPlaces {
  return {
    topOf: (index) => tops[index] ?? 0,
    mostIn(height) {
      let [first, most] = [0, 0];
      for (let last = 0; last < tops.length - 1; last++) {
        // The first that still reaches below what is above the view when the last only just comes into it.
        while ((tops[first + 1] ?? 0) <= (tops[last] ?? 0) - height) first++;
        most = Math.max(most, last - first + 1);
      }
      return most;
    },
  };
}

/** Of a list of any length, the rows that are seen. */
export function useRowSlots(input: RowSlotsInput): RowSlots {
  const { count, scroller, places, overscan, headHeight } = input;
  const { topOf, mostIn } = places;
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => topOf(index + 1) - topOf(index),
    scrollPaddingStart: headHeight,
  });
  const first = virtual.calculateRange()?.startIndex;
  if (first === undefined) return { virtual, rows: [] };
  const slots = mostIn(virtual.scrollRect?.height ?? 0) + 2 * overscan;
  return { virtual, rows: rowSlots({ first: first - overscan, count, slots, topOf }) };
}

/**
 * The rows from `first` on in the order of the elements that draw them, in which none ever moves: a row that leaves
 * on one side comes back on the other, and its element only says something else. At the ends there are as many as
 * in the middle, so that none is made or removed either. All of that would take many times as long. In which order
 * rows are read is for {@link inReadingOrder} to say.
 */
export function rowSlots(at: {
  readonly first: number;
  readonly count: number;
  readonly slots: number;
  readonly topOf: (index: number) => number;
}): readonly RowSlot[] {
  const { count, slots, topOf } = at;
  const drawn = Math.min(slots, count);
  const first = Math.max(0, Math.min(at.first, count - drawn));
  const begin = first % slots;
  return Array.from({ length: drawn }, (_, slot) => {
    const index = first + ((slot - begin + slots) % slots);
    return { slot, index, top: topOf(index) };
  });
}

/**
 * For rows that hold what the keyboard comes to by itself, in an element that says `reading-flow: source-order`: the
 * key of a row's element, and the style that has it reached and read where it is seen. Browsers that know nothing of
 * that make a new element for each row instead.
 */
export function inFlow({ slot, index }: RowSlot): {
  readonly key: Key;
  readonly style: CSSProperties;
} {
  return CSS.supports("reading-flow", "source-order")
    ? { key: slot, style: { readingOrder: String(index) } }
    : { key: `row ${index}`, style: {} };
}

/**
 * Whoever is in an element with the keyboard is not taken along when it draws another row, but goes to what scrolls.
 * @param row what tells the row from others
 */
export function useLeftBehind(
  element: RefObject<HTMLElement | null>,
  row: string,
  scroller: RefObject<HTMLElement | null>,
): void {
  const drawn = useRef(row);
  useLayoutEffect(() => {
    if (drawn.current === row) return;
    drawn.current = row;
    if (element.current?.contains(document.activeElement) === true)
      scroller.current?.focus({ preventScroll: true });
  }, [element, row, scroller]);
}

/** For `aria-owns`: the ids of the elements by the rows that they draw. */
export function inReadingOrder(rows: readonly RowSlot[], idOf: (slot: number) => string): string {
  return rows
    .toSorted((a, b) => a.index - b.index)
    .map(({ slot }) => idOf(slot))
    .join(" ");
}
