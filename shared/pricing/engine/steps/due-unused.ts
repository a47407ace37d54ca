import type { PriceBook } from "../book.ts";
import { isUsage, type Pricing, type Rule } from "../schema/rule.ts";

/** Whether a rule may charge something though no segment was told of its meter. */
export function isDueUnused({ settings }: PriceBook, rule: Rule): boolean {
  if (!isUsage(rule))
    return rule.kind === "purchase" || (rule.kind === "base" && rule.basis === "account");
  const { scope, period } = rule.accumulator;
  if (rule.windows !== undefined || scope !== "account" || period !== "month") return false;
  const hasFee = settings.zeroUsageFlat === "due" && firstFee(rule.pricing) !== "0";
  return hasFee || rule.minimum !== undefined;
}

/** The flat fee of the first band. */
function firstFee(pricing: Pricing | undefined): string {
  return pricing !== undefined && "bands" in pricing ? (pricing.bands[0]?.flat ?? "0") : "0";
}
