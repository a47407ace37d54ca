import type { PriceBook } from "../book.ts";
import type { Segment } from "../segments.ts";
import { countingOf, settingsFor } from "../rule-drafts.ts";
import { isUsage, type Pricing, type Rule, type UsageRule } from "../schema/rule.ts";
import type { Frame } from "../usage.ts";

/** Why nothing of a book can be kept open: a price of one thing depends on what else is there at the time. */
export function whyAllFallsBack({ discounts, rules }: PriceBook): string {
  const ranked = discounts.find(
    ({ trigger }) => trigger === "group-size" || trigger === "similar-nth",
  );
  if (ranked !== undefined) return `${ranked.id} depends on who is there at the same time`;
  const whole = rules.find(({ kind }) => kind === "package");
  return whole === undefined ? "" : `${whole.id} makes other usage free while it lasts`;
}

/** Why a rule cannot be kept open; empty when it can. */
export function whyFallsBack(frame: Frame, rule: Rule): string {
  if (!isUsage(rule)) return "fees are worked out anew";
  if (rule.aggregation !== "time-integral" && rule.aggregation !== "sum")
    return `${rule.aggregation} looks at all at once`;
  if (rule.per === "once") return "each rise is looked for";
  if (pricings(rule).some(({ shape }) => shape === "peak")) return "a peak looks at all at once";
  if (rule.allowance !== undefined && rule.windows !== undefined)
    return "an allowance over several windows";
  const { quantum, byDays } = countingOf(rule, settingsFor(frame, rule));
  if (byDays) return "whole days are counted";
  return quantum.rule === "none" && quantum.minimumSeconds === 0 ? "" : "whole runs are lengthened";
}

/** Whether nothing that one environment uses changes an amount in the lines of another. */
export function areEnvironmentsApart({ discounts, rules }: PriceBook): boolean {
  const isOwn = (scope: string): boolean => scope === "environment" || scope === "component";
  return (
    discounts.every(
      ({ percent, cap, scope }) => (percent !== undefined && cap === undefined) || isOwn(scope),
    ) &&
    rules.every(
      (rule) =>
        !isUsage(rule) ||
        isOwn(rule.accumulator.scope) ||
        rule.accumulator.scope === "instance" ||
        isLinear(rule),
    )
  );
}

/** Lines of such a rule have no fee to share, and no limit of all together. */
function isLinear(rule: UsageRule): boolean {
  const isLimited = rule.minimum !== undefined || rule.maximum !== undefined;
  return !isLimited && pricings(rule).every(hasNoFee);
}

function hasNoFee(pricing: Pricing): boolean {
  if (pricing.shape === "graduated") return pricing.bands.every(({ flat }) => flat === "0");
  return pricing.shape === "unit";
}

function pricings({ pricing, windows }: UsageRule) {
  return [pricing, ...Object.values(windows?.pricing ?? {})].flatMap((one) => one ?? []);
}

/** Whether a report can only be understood beside all others. */
export function isPeculiar({ months, lastSeen, quantity, end }: Segment): boolean {
  return (
    months !== undefined ||
    lastSeen !== undefined ||
    (quantity !== undefined && typeof end !== "string")
  );
}
