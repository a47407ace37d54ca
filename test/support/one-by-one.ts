import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { draftsOf } from "../../shared/pricing/engine/rule-drafts.ts";
import { creditPurchases } from "../../shared/pricing/engine/steps/buy-out.ts";
import { claimsOf } from "../../shared/pricing/engine/steps/claims.ts";
import { conditionsOf } from "../../shared/pricing/engine/steps/conditions.ts";
import { credit } from "../../shared/pricing/engine/steps/credit.ts";
import { discount } from "../../shared/pricing/engine/steps/discount.ts";
import { limit } from "../../shared/pricing/engine/steps/limit.ts";
import { lines } from "../../shared/pricing/engine/steps/lines.ts";
import { piecesFrom } from "../../shared/pricing/engine/steps/normalise.ts";
import { readingOf } from "../../shared/pricing/engine/steps/reading.ts";
import { tariffOf } from "../../shared/pricing/engine/steps/tariff.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";

/** The eleven steps for each rule and each piece by itself, as BILLING.md §2 tells them: nothing is added up in columns. */
export function ratedOneByOne(inputs: RatingInputs): readonly RatedLine[] {
  const { segments, ...frame } = inputs;
  const tariff = tariffOf(frame.book);
  const pieces = piecesFrom(frame, readingOf(frame), segments);
  const { claims, unpriced } = claimsOf(frame, tariff, pieces);
  const conditions = conditionsOf(frame.book, pieces, claims);
  const drafts = claims.flatMap((claim) => draftsOf(frame, tariff, claim, conditions));
  const discounted = creditPurchases(discount(frame, drafts, conditions));
  return lines(frame, credit(frame, limit(frame, discounted), pieces), unpriced);
}
