import type { RateCard } from "./rate-card.ts";
import { bookSchema, type PriceBook } from "./book.ts";

/** A rate card as a price book: the same prices for the same items, all conventions at their defaults. */
export function bookOfRateCard(card: RateCard): PriceBook {
  return bookSchema.parse({
    id: card.id,
    revision: card.revision,
    name: card.name,
    currency: card.currency,
    // Its months are those of its customers.
    tariffZone: card.billingZone,
    effectiveFrom: card.effectiveFrom,
    rules: card.rates.map(({ id, meter, item, per, price, description }) => ({
      id,
      title: description,
      kind: "usage",
      meter,
      match: item === "*" ? {} : { item },
      per,
      pricing: { shape: "unit", price },
    })),
  });
}
