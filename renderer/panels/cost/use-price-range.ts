import { useEffect, useState } from "react";
import { toInstant } from "../../../shared/base/clock.ts";
import type { Design } from "../../../shared/design/design.ts";
import { priceBoundaries, slotStarts } from "../../../shared/pricing/review/cheapest-slot.ts";
import { windowCosts } from "../../../shared/pricing/window-cost.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { useReference } from "../../store/reference.ts";

const AHEAD_MS = 7 * 86_400_000;
/** Nobody has drawn for so long. */
const PAUSE_MS = 400;

interface Start {
  readonly start: number;
  readonly price: string;
}

interface PriceRange {
  /** What it is about. */
  readonly design: Design;
  readonly window: Window;
  readonly low: Start;
  readonly high: Start;
}

/**
 * The lowest and the highest price within a week, worked out one start at a time while nothing else is to be done.
 * Null until it is known, and where prices are the same at any time.
 */
export function usePriceRange(design: Design, window: Window): PriceRange | null {
  const { catalogue, terms } = useReference();
  const [range, setRange] = useState<PriceRange | null>(null);
  useEffect(() => {
    const { book, contract } = terms;
    if (book.rules.every((rule) => !("windows" in rule) || rule.windows === undefined))
      return undefined;
    let handle = 0;
    const timer = setTimeout(() => {
      const begin = Date.parse(window.start);
      const length = Date.parse(window.end) - begin;
      const whole = { start: begin, end: begin + AHEAD_MS + length };
      const boundaries = priceBoundaries(book, contract, whole);
      const starts = slotStarts({ free: [whole], length, boundaries });
      const costOf = windowCosts(design, catalogue, terms);
      const known: Start[] = [];
      const next = (): void => {
        const start = starts[known.length];
        if (start === undefined) {
          const sorted = known.toSorted((a, b) => Number(a.price) - Number(b.price));
          const [low, high] = [sorted[0], sorted.at(-1)];
          if (low !== undefined && high !== undefined) setRange({ design, window, low, high });
          return;
        }
        const slot = { start: toInstant(start), end: toInstant(start + length) };
        known.push({ start, price: costOf(slot) });
        handle = requestIdleCallback(next);
      };
      handle = requestIdleCallback(next);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(handle);
    };
  }, [design, window, catalogue, terms]);
  // What is known of another design or time says nothing about this one.
  return range?.design === design && range.window === window ? range : null;
}
