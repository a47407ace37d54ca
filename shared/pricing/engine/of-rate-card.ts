import { toInstant } from "../../base/clock.ts";
import type { UsageSegment } from "../charge.ts";
import type { RateCard } from "../rate-card.ts";
import { bookSchema, type PriceBook } from "./book.ts";
import { contractSchema, type Contract } from "./contract.ts";
import { segmentSchema, type Segment } from "./segments.ts";

/** A rate card as a price book: the same prices for the same items, all conventions at their defaults. */
export function bookOfRateCard(card: RateCard): PriceBook {
  return bookSchema.parse({
    id: card.id,
    revision: card.revision,
    name: card.name,
    currency: card.currency,
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

/** The contract that a rate card takes for granted: one account, and months in the card's zone. */
export function contractOfRateCard({ billingZone }: RateCard, account: string): Contract {
  return contractSchema.parse({
    account,
    billingZone: billingZone ?? "UTC",
    start: toInstant(0),
    end: toInstant(1),
  });
}

/** A segment of the quotes and statements of today. */
export function segmentOfUsage(segment: UsageSegment): Segment {
  const { node, instance, meter, item, quantity, start, end, quality } = segment;
  return segmentSchema.parse({
    source: quality === "projected" ? "projected" : "metered",
    quality: quality === "estimated" ? quality : "measured",
    node,
    instance,
    meter,
    item,
    level: quantity,
    start,
    end,
  });
}
