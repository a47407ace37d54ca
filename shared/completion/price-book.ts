import { fromInstant, type Instant } from "../base/clock.ts";
import { Decimal } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { MeterId, MeterUse } from "../kinds/component-kind.ts";
import { billingCalendar } from "../pricing/billing-calendar.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import { rate } from "../pricing/rate.ts";

/**
 * How long a design is assumed to run when prices are compared: a year, so that what is paid once weighs
 * against what is paid every month.
 */
export const COMPARED_MONTHS = 12;

/** What one unit of an item costs: exact, in the card's currency. */
interface UnitPrice {
  readonly month: Decimal;
  readonly once: Decimal;
}

/** Prices of single units, as the billing engine has them. */
export interface PriceBook {
  readonly currency: string;
  /** Undefined for what the card has no rate for: it is never chosen of one's own accord. */
  unit(meter: MeterId, item: string): UnitPrice | undefined;
  /** Of a year and what is paid once; what has no rate counts nothing. */
  cost(uses: readonly MeterUse[]): number;
}

/**
 * Makes a price book for the calendar month around an instant. It holds while prices are in proportion to
 * quantity, as with every scheme there is; a tiered one would need a price per amount.
 */
export function priceBook(card: RateCard, catalogue: Catalogue, at: Instant): PriceBook {
  const known = new Map<string, UnitPrice | undefined>();
  const month = billingCalendar(card.billingZone ?? "UTC").monthOf(fromInstant(at));
  const perOnce = new Set(card.rates.filter(({ per }) => per === "once").map(({ id }) => id));
  const priceOf = (meter: MeterId, item: string): UnitPrice | undefined => {
    const segment = { node: "", instance: "", meter, item, level: "1", ...month };
    const { charges } = rate(card, [segment], catalogue);
    if (charges.length === 0) return undefined;
    const sum = (once: boolean): Decimal =>
      charges
        .filter((charge) => perOnce.has(charge.rate.id) === once)
        .reduce((total, { amount }) => total.plus(amount), new Decimal(0));
    return { month: sum(false), once: sum(true) };
  };
  const unit: PriceBook["unit"] = (meter, item) => {
    const key = `${meter} ${item}`;
    if (!known.has(key)) known.set(key, priceOf(meter, item));
    return known.get(key);
  };
  return {
    currency: card.currency,
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
