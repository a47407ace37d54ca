import { fromInstant, toInstant } from "../../../shared/base/clock.ts";
import {
  EMPTY_CATALOGUE,
  indexCatalogue,
  type Catalogue,
} from "../../../shared/catalogue/catalogue.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import { createPricer, type Priced } from "../../../shared/pricing/pricer.ts";
import {
  priceBoundaries,
  slotRange,
  type SlotRange,
} from "../../../shared/pricing/review/cheapest-slot.ts";
import type { Rated } from "../../../shared/pricing/rated.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import { windowCosts } from "../../../shared/pricing/window-cost.ts";
import type { Window as TimeWindow } from "../../../shared/schedule/window.ts";
import { applyPatches, type Patch } from "../history.ts";

/** What has changed since the last question; what is left out is as it was. */
export interface PriceQuestion {
  /** From the design of the question before, the first one from an empty design. */
  readonly patches: readonly Patch[];
  readonly reference?: { readonly catalogue: Catalogue["data"]; readonly terms: Terms };
  readonly window: TimeWindow;
}

/** What one time costs, and as long a one that begins within a week; null where that makes no difference. */
export interface PriceRange {
  readonly price: string;
  readonly range: SlotRange | null;
}

export interface PriceAnswer extends Omit<Priced, "rated"> {
  readonly rated: Omit<Rated, "lines">;
  /** As text, which the page takes over at once, however many there are. */
  readonly lines: string;
}

/** What a question is about, all of it. */
interface Asked {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  readonly window: TimeWindow;
}

/** Reads questions, which come in order; each continues the one before. */
function createReader(): (asked: PriceQuestion) => Asked {
  let design = emptyDesign("");
  let catalogue = indexCatalogue(EMPTY_CATALOGUE);
  let terms: Terms | undefined;
  return ({ patches, reference, window }) => {
    design = applyPatches(design, patches);
    if (reference !== undefined) {
      catalogue = indexCatalogue(reference.catalogue);
      terms = reference.terms;
    }
    if (terms === undefined) throw new Error("Nobody said by which terms.");
    return { design, catalogue, terms, window };
  };
}

/** Prices whole designs. */
export function createWholePricer(): (asked: PriceQuestion) => PriceAnswer {
  const read = createReader();
  return (asked) => {
    const { design, catalogue, terms, window } = read(asked);
    const { rated, rate, prices } = createPricer(catalogue, terms, window).whole(design);
    const { lines, ...rest } = rated;
    return { rated: rest, lines: JSON.stringify(lines), rate, prices };
  };
}

const AHEAD_MS = 7 * 86_400_000;

/** What a time costs, and from when on in the next days it costs least and most. */
export function createPriceRanger(): (asked: PriceQuestion) => PriceRange {
  const read = createReader();
  return (asked) => {
    const { design, catalogue, terms, window } = read(asked);
    const { book, contract } = terms;
    const costOf = windowCosts(design, catalogue, terms);
    const price = costOf(window);
    const start = fromInstant(window.start);
    const length = fromInstant(window.end) - start;
    const whole = { start, end: start + AHEAD_MS + length };
    const hasWindows = book.rules.some((rule) => "windows" in rule && rule.windows !== undefined);
    const range = hasWindows
      ? slotRange({
          free: [whole],
          length,
          boundaries: priceBoundaries(book, contract, whole),
          priceOf: (slot) => costOf({ start: toInstant(slot.start), end: toInstant(slot.end) }),
        })
      : null;
    return { price, range };
  };
}

/** What an answer says. Its lines are read when somebody shows them. */
export function pricedOf({ rated, lines, rate, prices }: PriceAnswer): Priced {
  let made: readonly RatedLine[] | undefined;
  const whole: Rated = {
    ...rated,
    get lines() {
      return (made ??= JSON.parse(lines) as readonly RatedLine[]);
    },
  };
  return { rated: whole, rate, prices };
}
