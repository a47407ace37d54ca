import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";

/** Which row one of the elements that draw rows draws now. */
export interface RowSlot {
  readonly slot: number;
  readonly index: number;
  /** From the beginning of the list, in pixels. */
  readonly top: number;
}

interface RowSlotsInput {
  readonly count: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Of every row, in pixels. */
  readonly rowHeight: number;
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

/** Of a list of any length with rows of one height, those that are seen. */
export function useRowSlots(input: RowSlotsInput): RowSlots {
  const { count, scroller, rowHeight, overscan, headHeight } = input;
  // It answers anew on every render, which only a compiler that remembers answers would be misled by.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: headHeight,
  });
  const first = virtual.calculateRange()?.startIndex;
  if (first === undefined) return { virtual, rows: [] };
  const slots = Math.ceil((virtual.scrollRect?.height ?? 0) / rowHeight) + 1 + 2 * overscan;
  return { virtual, rows: rowSlots({ first: first - overscan, count, slots, rowHeight }) };
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
  readonly rowHeight: number;
}): readonly RowSlot[] {
  const { count, slots, rowHeight } = at;
  const drawn = Math.min(slots, count);
  const first = Math.max(0, Math.min(at.first, count - drawn));
  const begin = first % slots;
  return Array.from({ length: drawn }, (_, slot) => {
    const index = first + ((slot - begin + slots) % slots);
    return { slot, index, top: index * rowHeight };
  });
}

/** For `aria-owns`: the ids of the elements by the rows that they draw. */
export function inReadingOrder(rows: readonly RowSlot[], idOf: (slot: number) => string): string {
  return rows
    .toSorted((a, b) => a.index - b.index)
    .map(({ slot }) => idOf(slot))
    .join(" ");
}
