import {
  EMPTY_CATALOGUE,
  indexCatalogue,
  type Catalogue,
} from "../../../shared/catalogue/catalogue.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import { createPricer, type Priced } from "../../../shared/pricing/pricer.ts";
import {
  totalRange,
  type Lasts,
  type TotalRange,
} from "../../../shared/pricing/review/total-range.ts";
import type { Rated } from "../../../shared/pricing/rated.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import type { Window as TimeWindow } from "../../../shared/schedule/window.ts";
import { applyPatches, type Patch } from "../history.ts";

/** What has changed since the last question; what is left out is as it was. */
export interface PriceQuestion {
  /** From the design of the question before, the first one from an empty design. */
  readonly patches: readonly Patch[];
  readonly reference?: { readonly catalogue: Catalogue["data"]; readonly terms: Terms };
  readonly window: TimeWindow;
}

/** What may be another thing about a time than is expected, and what is promised in it. */
export interface Uncertain {
  /** It may start so many milliseconds later. */
  readonly startsWithin: number;
  readonly lasts?: Lasts | undefined;
  /** The service class that is asked for. */
  readonly qosClass?: string | undefined;
}

export type RangeQuestion = PriceQuestion & Partial<Uncertain>;

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

/** What a time may cost at the least and at the most. */
export function createPriceRanger(): (asked: RangeQuestion) => TotalRange {
  const read = createReader();
  return (asked) => {
    const { startsWithin = 0, lasts, qosClass } = asked;
    return totalRange({ ...read(asked), startsWithin, lasts, qosClass });
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
