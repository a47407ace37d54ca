import type { PriceBook } from "../book.ts";
import type { Segment } from "../segments.ts";
import { countingOf, settingsFor } from "../rule-drafts.ts";
import { isUsage, type Pricing, type Rule, type UsageRule } from "../schema/rule.ts";
import type { Normalised } from "../steps/normalise.ts";
import { countsExactly } from "../steps/quantum.ts";
import type { Frame, Use } from "../usage.ts";

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
  const why = whyOneByOne(frame, rule);
  if (why !== "") return why;
  const isExact = countsExactly(countingOf(rule, settingsFor(frame, rule)).quantum);
  return isExact ? "" : "whole runs are lengthened";
}

/** Why what a rule prices has to be looked at piece by piece; empty when its sums are enough. */
export function whyOneByOne(frame: Frame, rule: Rule): string {
  if (!isUsage(rule)) return "fees are worked out anew";
  if (rule.aggregation !== "time-integral" && rule.aggregation !== "sum")
    return `${rule.aggregation} looks at all at once`;
  if (rule.per === "once") return "each rise is looked for";
  if (pricings(rule).some(({ shape }) => shape === "peak")) return "a peak looks at all at once";
  if (rule.allowance !== undefined && rule.windows !== undefined)
    return "an allowance over several windows";
  return countingOf(rule, settingsFor(frame, rule)).byDays ? "whole days are counted" : "";
}

/**
 * The rules that claim something and of which all that is normalised is added up in columns. The others are rated piece
 * by piece, and so are those whose sums turn out too large for exact numbers.
 */
export function addedUp(
  frame: Frame,
  { runs, totals }: Normalised,
  claims: ReadonlyMap<Rule, Uint8Array>,
): readonly UsageRule[] {
  const { book } = frame;
  if (whyAllFallsBack(book) !== "" || runs.ofMonth.size > 0) return [];
  // What came late may be charged in another month than its own.
  const isMoved = book.settings.lateEvent === "open-period";
  if (isMoved && runs.uses.some(({ receivedAt }) => receivedAt !== null)) return [];
  const counted = new Set(totals.map(({ use }) => runs.useIndex(use)));
  // What is lengthened keeps the discount that it had.
  const isSteady = validityOf(book).length === 0;
  const isPlain = (use: Use, at: number): boolean => use.shares.length === 0 && !counted.has(at);
  return book.rules.filter((rule): rule is UsageRule => {
    const own = claims.get(rule);
    if (own === undefined || !isUsage(rule) || rule.aggregation === "sum") return false;
    if (whyOneByOne(frame, rule) !== "") return false;
    const isExact = countsExactly(countingOf(rule, settingsFor(frame, rule)).quantum);
    return (isSteady || isExact) && runs.uses.every((use, at) => own[at] !== 1 || isPlain(use, at));
  });
}

/** Where percentages that are simply given begin and end. */
export function validityOf({ discounts }: PriceBook): readonly number[] {
  return discounts
    .filter(({ percent }) => percent !== undefined)
    .flatMap(({ validFrom, validTo }) => [validFrom, validTo])
    .flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
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
