import type { Instant } from "../base/clock.ts";
import type { Decimal } from "../base/money.ts";
import type { MeterId, MeterUse } from "../kinds/component-kind.ts";
import { hasRule } from "../pricing/has-rule.ts";
import { runCosts, segmentsOf } from "../pricing/run-rate.ts";
import type { Terms } from "../pricing/terms.ts";

/**
 * How long a design is assumed to run when prices are compared: a year, so that what is paid once weighs
 * against what is paid every month.
 */
export const COMPARED_MONTHS = 12;

/** What one unit of an item costs: exact, in the book's currency. */
interface UnitPrice {
  readonly month: Decimal;
  readonly once: Decimal;
}

/** Prices of single units, as the rating engine has them. */
export interface ItemPrices {
  readonly currency: string;
  /** Undefined for what the book has no rule for: it is never chosen of one's own accord. */
  unit(meter: MeterId, item: string): UnitPrice | undefined;
  /** Of a year and what is paid once; what has no price counts nothing. */
  cost(uses: readonly MeterUse[]): number;
}

/**
 * The prices of the contract's month around an instant. They are of one unit by itself: what bands and discounts
 * make of many is in the price of the whole design only.
 */
export function itemPrices(terms: Terms, at: Instant): ItemPrices {
  const known = new Map<string, UnitPrice | undefined>();
  const costOf = runCosts(terms, at);
  const priceOf = (meter: MeterId, item: string): UnitPrice | undefined => {
    if (!hasRule(terms.book, { meter, item, kind: "" })) return undefined;
    return costOf(segmentsOf({ meter, item, kind: "", component: "", groups: [] }));
  };
  const unit: ItemPrices["unit"] = (meter, item) => {
    const key = `${meter} ${item}`;
    if (!known.has(key)) known.set(key, priceOf(meter, item));
    return known.get(key);
  };
  return {
    currency: terms.book.currency,
    unit,
    cost: (uses) =>
      uses.reduce((sum, { meter, item, quantity }) => {
        const price = unit(meter, item);
        return price === undefined ? sum : sum + yearly(price) * Number(quantity);
      }, 0),
  };
}

function yearly({ month, once }: UnitPrice): number {
  return month.times(COMPARED_MONTHS).plus(once).toNumber();
}
