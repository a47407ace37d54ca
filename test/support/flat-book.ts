import { starterPriceBook } from "../../shared/catalogue/starter.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import { isUsage, type Rule } from "../../shared/pricing/engine/schema/rule.ts";
import { isMeasured } from "../../shared/pricing/engine/meters.ts";

/**
 * The starter's prices at any time and for any amount, and nothing else: for tests whose sums must not depend on the
 * hour at which they run.
 */
export function flatBook(): PriceBook {
  const book = starterPriceBook();
  return {
    ...book,
    tariffZone: "UTC",
    meters: {},
    windowSets: [],
    discounts: [],
    qosTerms: [],
    rules: book.rules.flatMap(flatRule),
  };
}

function flatRule(rule: Rule): Rule[] {
  if (!isUsage(rule) || isMeasured(rule.meter)) return [];
  const { windows, cost: _, ...own } = rule;
  const pricing = windows?.pricing["peak"] ?? own.pricing;
  if (pricing?.shape !== "graduated") return [{ ...own, pricing }];
  return [{ ...own, pricing: { shape: "unit", price: pricing.bands[0]?.unit ?? "0" } }];
}
