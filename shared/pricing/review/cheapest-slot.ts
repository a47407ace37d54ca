import type { PriceBook } from "../engine/book.ts";
import { expandCalendar, type Span } from "../engine/calendar.ts";
import type { Contract } from "../engine/contract.ts";

/** A time that may be taken, and what it would cost. */
export interface PricedSlot extends Span {
  readonly price: string;
}

interface SlotSearch {
  /** All times that may be used. Half-open, milliseconds UTC. */
  readonly free: readonly Span[];
  readonly length: number;
  /** Where a price may change: boundaries of rate windows, months, price books. */
  readonly boundaries: readonly number[];
  readonly priceOf: (slot: Span) => string;
}

/**
 * The slot of the lowest price, the earliest of those; null where nothing is long enough. A slot's price changes
 * steadily while it is moved, until its start or its end meets a boundary; so it is lowest where one of them does, or
 * at an edge of the free time. That holds as long as more of one rate window never costs more for each unit.
 */
export function cheapestSlot(search: SlotSearch): PricedSlot | null {
  return slotRange(search)?.cheapest ?? null;
}

/** From the lowest to the highest price that a slot may have. */
export interface SlotRange {
  readonly cheapest: PricedSlot;
  readonly dearest: PricedSlot;
}

/** The highest price is where the lowest may be too: where start or end meet a boundary, or at an edge. */
export function slotRange(search: SlotSearch): SlotRange | null {
  const slots = slotStarts(search)
    .map((start): PricedSlot => {
      const end = start + search.length;
      return { start, end, price: search.priceOf({ start, end }) };
    })
    .toSorted((a, b) => Number(a.price) - Number(b.price) || a.start - b.start);
  const [cheapest, dearest] = [slots[0], slots.at(-1)];
  return cheapest === undefined || dearest === undefined ? null : { cheapest, dearest };
}

/** Every start that can be the cheapest one, in order of time. */
export function slotStarts({
  free,
  length,
  boundaries,
}: Omit<SlotSearch, "priceOf">): readonly number[] {
  const starts = free.flatMap(({ start, end }) => {
    const latest = end - length;
    if (latest < start) return [];
    const met = boundaries
      .flatMap((at) => [at, at - length])
      .filter((at) => start < at && at < latest);
    return [start, ...met, latest];
  });
  return [...new Set(starts)].toSorted((a, b) => a - b);
}

/** Where the price of using something may change within a span: all boundaries that book and calendar have. */
export function priceBoundaries(
  book: PriceBook,
  contract: Contract,
  span: Span,
): readonly number[] {
  const { windows, days, months } = expandCalendar(book, contract, span);
  const validity = [book, ...book.rules, ...book.discounts].flatMap((one) =>
    "effectiveFrom" in one || "effectiveTo" in one
      ? [one.effectiveFrom, one.effectiveTo]
      : "validFrom" in one || "validTo" in one
        ? [one.validFrom, one.validTo]
        : [],
  );
  const all = [
    ...Object.values(windows).flatMap((spans) => spans.map(({ start }) => start)),
    ...days,
    ...months.map(({ start }) => start),
    ...validity.flatMap((at) => (at === undefined ? [] : [Date.parse(at)])),
  ];
  return [...new Set(all)]
    .filter((at) => span.start < at && at < span.end)
    .toSorted((a, b) => a - b);
}
