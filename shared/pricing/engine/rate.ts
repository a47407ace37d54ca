import type { PriceBook } from "./book.ts";
import type { Calendar } from "./calendar.ts";
import type { Contract } from "./contract.ts";
import type { Draft } from "./draft.ts";
import type { RatedLine } from "./line.ts";
import type { Rule, UsageRule } from "./schema/rule.ts";
import type { Settings } from "./schema/settings.ts";
import type { Segment } from "./segments.ts";
import { accumulate } from "./steps/accumulate.ts";
import { claimsOf, type Claim } from "./steps/claims.ts";
import { conditionsOf, type Condition } from "./steps/conditions.ts";
import { credit } from "./steps/credit.ts";
import { cut } from "./steps/cut.ts";
import { discount } from "./steps/discount.ts";
import { creditPurchases, packageDrafts } from "./steps/fees.ts";
import { limit } from "./steps/limit.ts";
import { lines } from "./steps/lines.ts";
import { normalise } from "./steps/normalise.ts";
import { price } from "./steps/price.ts";
import { quantise } from "./steps/quantum.ts";
import { share } from "./steps/share.ts";
import { countsDays } from "./steps/terms.ts";
import { withZeroUsage } from "./steps/zero-usage.ts";
import type { Frame, Piece, Slice } from "./usage.ts";

/**
 * What usage costs: the whole way from segments to lines, as BILLING.md §2 numbers it. Pure: the same four things
 * give the same lines, on any computer, whatever the order and the cutting of the segments, and however often one
 * is told. `calendarFor` makes the calendar.
 */
export function rate(
  book: PriceBook,
  contract: Contract,
  segments: readonly Segment[],
  calendar: Calendar,
): readonly RatedLine[] {
  const frame: Frame = { book, contract, calendar };
  const pieces = normalise(frame, segments); // 1
  const { claims, unpriced } = claimsOf(frame, pieces);
  const conditions = conditionsOf(book.discounts, pieces, claims);
  const drafts = claims.flatMap((claim) => draftsOf(frame, claim, conditions)); // 2–6
  const discounted = creditPurchases(discount(frame, drafts, conditions)); // 7
  const limited = limit(frame, discounted); // 8
  const credited = credit(frame, limited, pieces); // 9
  return lines(frame, credited, unpriced); // 10, 11
}

/** Steps 2 to 6 for one rule. */
function draftsOf(
  frame: Frame,
  { rule, pieces }: Claim,
  conditions: readonly Condition[],
): readonly Draft[] {
  const settings: Settings = { ...frame.book.settings, ...rule.settings };
  const counted = quantise(pieces, countingOf(rule, settings), frame.calendar); // 2
  const slices = cut(frame, asTotals(rule, counted), {
    // 3
    rule,
    windows:
      "windows" in rule && rule.windows ? frame.calendar.windows[rule.windows.set] : undefined,
    changes: (piece) => conditions.flatMap((condition) => condition.changes(piece)),
    fee: isUsage(rule)
      ? undefined
      : {
          cadence: rule.kind === "purchase" && rule.option === "buy" ? "once" : rule.cadence,
          settings,
        },
  });
  const paid = share(frame, slices); // 4
  if (rule.kind === "package" || rule.kind === "purchase") return packageDrafts(rule, paid);
  const all: readonly Slice[] = rule.kind === "base" ? paid : withZeroUsage(frame, rule, paid);
  const sums = accumulate(frame, rule, settings, all); // 5
  return price(frame, rule, settings, sums, all); // 6
}

function isUsage(rule: Rule): rule is UsageRule {
  return rule.kind === "usage" || rule.kind === "capacity";
}

/** How the time of a rule's runs is counted before anything is cut. */
function countingOf(rule: Rule, { quantum, dayCount }: Settings) {
  const perMonth = isUsage(rule)
    ? rule.per === "month" && rule.windows === undefined
    : rule.kind !== "purchase";
  const whole = perMonth && dayCount === "real-hours" && quantum.rule === "none";
  const none = { rule: "none", minimumSeconds: 0 } as const;
  const own =
    isUsage(rule) && rule.aggregation === "time-integral" && rule.per !== "once" ? quantum : none;
  return {
    quantum: whole ? { ...own, rule: "started-hours" as const } : own,
    dayCount,
    byDays: perMonth && countsDays(dayCount),
  };
}

/** A level is a quantity to those who add up quantities. */
function asTotals(rule: Rule, pieces: readonly Piece[]): readonly Piece[] {
  if (!isUsage(rule) || rule.aggregation !== "sum") return pieces;
  return pieces.map((piece) => ({ ...piece, isTotal: true }));
}
