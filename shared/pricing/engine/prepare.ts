import type { PriceBook } from "./book.ts";
import type { Calendar } from "./calendar.ts";
import type { Contract } from "./contract.ts";
import type { Draft } from "./draft.ts";
import type { RatedLine } from "./line.ts";
import { isUsage, type Rule } from "./schema/rule.ts";
import type { Settings } from "./schema/settings.ts";
import type { Segment } from "./segments.ts";
import { withCorrections } from "./correct.ts";
import { accumulate } from "./steps/accumulate.ts";
import { creditPurchases } from "./steps/buy-out.ts";
import { claimsOf, type Claim } from "./steps/claims.ts";
import { conditionsOf, type Condition } from "./steps/conditions.ts";
import { credit } from "./steps/credit.ts";
import { cut } from "./steps/cut.ts";
import { discount } from "./steps/discount.ts";
import { limit } from "./steps/limit.ts";
import { lines } from "./steps/lines.ts";
import { isLate, normaliser, type Normalise } from "./steps/normalise.ts";
import { price } from "./steps/price.ts";
import { quantise, type Counting } from "./steps/quantum.ts";
import { share } from "./steps/share.ts";
import { tariffOf, type Tariff } from "./steps/tariff.ts";
import { countsDays } from "./steps/terms.ts";
import { withZeroUsage } from "./steps/zero-usage.ts";
import type { Cadence } from "./schema/values.ts";
import type { Frame, Piece } from "./usage.ts";

/** What segments cost by one book, contract and calendar. */
export type Rater = (segments: readonly Segment[]) => readonly RatedLine[];

/** What is worked out once for a book, contract and calendar. */
interface Prepared {
  readonly frame: Frame;
  readonly tariff: Tariff;
  readonly normalise: Normalise;
}

/**
 * `rate` for those who ask again and again, such as a canvas while it is edited: what depends on book, contract and
 * calendar only is worked out once. It keeps nothing of one answer that the next could see.
 */
export function prepareRating(book: PriceBook, contract: Contract, calendar: Calendar): Rater {
  const frame: Frame = { book, contract, calendar };
  const prepared = { frame, tariff: tariffOf(book), normalise: normaliser(frame) };
  return (segments) => {
    const known = segments.filter((segment) => !isLate(segment, contract));
    const corrects = book.settings.lateEvent === "own-period" && known.length < segments.length;
    const all = rateAll(prepared, segments);
    return corrects ? withCorrections(frame, rateAll(prepared, known), all) : all;
  };
}

/** The eleven steps. */
function rateAll(prepared: Prepared, segments: readonly Segment[]): readonly RatedLine[] {
  const { frame, tariff, normalise } = prepared;
  const pieces = normalise(segments); // 1
  const { claims, unpriced } = claimsOf(frame, tariff, pieces);
  const conditions = conditionsOf(frame.book.discounts, pieces, claims);
  const drafts = claims.flatMap((claim) => draftsOf(frame, tariff, claim, conditions)); // 2–6
  const discounted = creditPurchases(discount(frame, drafts, conditions)); // 7
  const limited = limit(frame, discounted); // 8
  const credited = credit(frame, limited, pieces); // 9
  return lines(frame, credited, unpriced); // 10, 11
}

/** Steps 2 to 6 for one rule. */
function draftsOf(
  frame: Frame,
  tariff: Tariff,
  { rule, pieces }: Claim,
  conditions: readonly Condition[],
): readonly Draft[] {
  const settings: Settings = { ...frame.book.settings, ...rule.settings };
  const counted = quantise(pieces, countingOf(rule, settings), frame.calendar); // 2
  const set = isUsage(rule) ? rule.windows?.set : undefined;
  const cadence = rule.kind === "purchase" && rule.option === "buy" ? "once" : cadenceOf(rule);
  const slices = cut(frame, asTotals(rule, counted), {
    // 3
    rule,
    tariff,
    windows: set === undefined ? undefined : frame.calendar.windows[set],
    changes: (piece) => conditions.flatMap((condition) => condition.changes(piece)),
    fee: cadence && { cadence, settings },
  });
  const paid = share(frame, slices); // 4
  const all = isUsage(rule) ? withZeroUsage(frame, tariff, rule, paid) : paid;
  const sums = accumulate(frame, rule, settings, all); // 5
  return price(frame, rule, settings, sums, all); // 6
}

/** Of fees; usage has none. */
function cadenceOf(rule: Rule): Cadence | undefined {
  return isUsage(rule) ? undefined : rule.cadence;
}

/** How the time of a rule's runs is counted before anything is cut. */
function countingOf(rule: Rule, { quantum, dayCount }: Settings): Counting {
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
