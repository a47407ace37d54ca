import type { PriceBook } from "./book.ts";
import type { Calendar } from "./calendar.ts";
import type { Contract } from "./contract.ts";
import type { RatedLine } from "./line.ts";
import type { Segment } from "./segments.ts";
import { withCorrections } from "./correct.ts";
import { creditPurchases } from "./steps/buy-out.ts";
import { claimsOf } from "./steps/claims.ts";
import { conditionsOf } from "./steps/conditions.ts";
import { credit } from "./steps/credit.ts";
import { discount } from "./steps/discount.ts";
import { limit } from "./steps/limit.ts";
import { lines } from "./steps/lines.ts";
import { draftsOf } from "./rule-drafts.ts";
import { isLate, normaliser, type Normalise } from "./steps/normalise.ts";
import { tariffOf, type Tariff } from "./steps/tariff.ts";
import type { Frame } from "./usage.ts";

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
  const conditions = conditionsOf(frame.book, pieces, claims);
  const drafts = claims.flatMap((claim) => draftsOf(frame, tariff, claim, conditions)); // 2–6
  const discounted = creditPurchases(discount(frame, drafts, conditions)); // 7
  const limited = limit(frame, discounted); // 8
  const credited = credit(frame, limited, pieces); // 9
  return lines(frame, credited, unpriced); // 10, 11
}
