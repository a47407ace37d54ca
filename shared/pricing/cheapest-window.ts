import { toInstant } from "../base/clock.ts";
import type { Span } from "./engine/calendar.ts";
import {
  priceBoundaries,
  slotRange,
  type PricedSlot,
  type SlotRange,
} from "./review/cheapest-slot.ts";
import type { ScenarioBase } from "./scenario.ts";
import { windowCosts } from "./window-cost.ts";

/** When a design would run for as long as asked at the lowest price, within the times that are free. */
export function cheapestWindow(base: ScenarioBase, free: readonly Span[]): PricedSlot | null {
  return windowRange(base, free)?.cheapest ?? null;
}

/** The same, with when it would at the highest. */
export function windowRange(
  { design, catalogue, terms, window }: ScenarioBase,
  free: readonly Span[],
): SlotRange | null {
  const costOf = windowCosts(design, catalogue, terms);
  const whole = {
    start: Math.min(...free.map(({ start }) => start)),
    end: Math.max(...free.map(({ end }) => end)),
  };
  return free.length === 0
    ? null
    : slotRange({
        free,
        length: Date.parse(window.end) - Date.parse(window.start),
        boundaries: priceBoundaries(terms.book, terms.contract, whole),
        priceOf: ({ start, end }) => costOf({ start: toInstant(start), end: toInstant(end) }),
      });
}
