import { Decimal } from "../../base/money.ts";
import type { Draft } from "./draft.ts";
import { fractionOf, ONE, preciseText, type Fraction } from "./exact.ts";
import { draftsOf } from "./rule-drafts.ts";
import type { Discount } from "./schema/discount.ts";
import { isUsage } from "./schema/rule.ts";
import type { Segment } from "./segments.ts";
import { fits } from "./select.ts";
import { claimsOf } from "./steps/claims.ts";
import { normaliser, piecesOf } from "./steps/normalise.ts";
import { tableOf } from "./table/usage-table.ts";
import { round } from "./steps/round.ts";
import { tariffOf } from "./steps/tariff.ts";
import type { Frame, Use } from "./usage.ts";

/** What a level of one costs in each of its lines, exactly: by a book in which prices are by the unit. */
export interface UnitCost {
  readonly lines: readonly Fraction[];
  /** True where some of its time has no price, which is a line of its own. */
  readonly isUnpriced: boolean;
}

/**
 * What one segment of a level of one costs; null where another level would not cost in proportion. For a book in
 * which no usage changes the price of other usage (`separable.ts`), so that a segment is rated by itself.
 */
export function unitCosts(frame: Frame): (segment: Segment) => UnitCost | null {
  const tariff = tariffOf(frame.book);
  const normalise = normaliser(frame);
  const qualities = new Set(frame.book.qosTerms.map(({ metric }) => metric));
  return (segment) => {
    if (qualities.has(segment.meter)) return null;
    const pieces = piecesOf(normalise(tableOf([segment])));
    if (pieces.some(({ use }) => frame.book.discounts.some((one) => mayApply(one, use))))
      return null;
    const { claims, unpriced } = claimsOf(frame, tariff, pieces);
    const drafts = claims.flatMap((claim) => draftsOf(frame, tariff, claim, []));
    if (!drafts.every(isByUnit)) return null;
    return { lines: drafts.map(costOf), isUnpriced: unpriced.length > 0 };
  };
}

function mayApply({ match, meter }: Discount, use: Use): boolean {
  return (meter === undefined || meter === use.meter) && fits(match, use);
}

function isByUnit({ rule, fee, discounts }: Draft): boolean {
  return rule !== undefined && isUsage(rule) && fee.isZero() && discounts.length === 0;
}

function costOf({ quantity: { n, d }, unitPrice }: Draft): Fraction {
  const price = fractionOf(unitPrice);
  return { n: n * price.n, d: d * price.d };
}

/** What lines of such a level charge together, each rounded as `lines` rounds it; the level in units of 10^-18. */
export function chargeFor(
  { book: { currency, settings } }: Pick<Frame, "book">,
  { lines }: UnitCost,
  level: bigint,
): Decimal {
  return lines.reduce((sum, { n, d }) => {
    const amount = new Decimal(preciseText({ n: n * level, d: d * ONE }));
    return sum.plus(round(amount, currency, settings));
  }, new Decimal(0));
}
