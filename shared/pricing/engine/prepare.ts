import type { PriceBook } from "./book.ts";
import type { Calendar } from "./calendar.ts";
import type { Contract } from "./contract.ts";
import type { Draft } from "./draft.ts";
import type { RatedLine } from "./line.ts";
import type { Segment } from "./segments.ts";
import { withCorrections } from "./correct.ts";
import { addUp } from "./open/add-up.ts";
import { OpenRule } from "./open/open-rule.ts";
import { addedUp, validityOf } from "./open/plan.ts";
import { openDrafts } from "./open/rule-charges.ts";
import type { Rule } from "./schema/rule.ts";
import { creditPurchases } from "./steps/buy-out.ts";
import { claimsOf, mayHaveGaps } from "./steps/claims.ts";
import { conditionsOf } from "./steps/conditions.ts";
import { credit } from "./steps/credit.ts";
import { discount } from "./steps/discount.ts";
import { limit } from "./steps/limit.ts";
import { lines } from "./steps/lines.ts";
import { draftsOf, settingsFor } from "./rule-drafts.ts";
import { normaliser, piecesOf, type Normalise, type Normalised } from "./steps/normalise.ts";
import { tariffOf, type Tariff } from "./steps/tariff.ts";
import { isLate } from "./steps/uses.ts";
import { tableOf, type UsageTable } from "./table/usage-table.ts";
import type { Frame, Use } from "./usage.ts";

/** What usage costs by one book, contract and calendar: reports, or a table of them for those who rate them again. */
export type Rater = (usage: readonly Segment[] | UsageTable) => readonly RatedLine[];

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
  return (usage) => {
    const table = "segments" in usage ? usage : tableOf(usage);
    const { segments } = table;
    const known =
      contract.issuedThrough === undefined
        ? segments
        : segments.filter((segment) => !isLate(segment, contract));
    if (known.length === segments.length) return rateAll(prepared, table);
    const all = rateAll(prepared, tableOf(segments, contract));
    return book.settings.lateEvent === "own-period"
      ? withCorrections(frame, rateAll(prepared, tableOf(known)), all)
      : all;
  };
}

/** The eleven steps. */
function rateAll(prepared: Prepared, table: UsageTable): readonly RatedLine[] {
  const { frame, tariff, normalise } = prepared;
  const { book } = frame;
  const normalised = normalise(table); // 1
  const sums = sumsOf(prepared, normalised); // 2–6, where sums are enough
  const quality = new Set(book.qosTerms.map(({ metric }) => metric));
  const isLookedAt = (use: Use): boolean =>
    quality.has(use.meter) ||
    tariff.rulesFor(use).some((rule) => !sums.has(rule)) ||
    mayHaveGaps(tariff, use);
  const pieces = piecesOf(normalised, isLookedAt);
  const { claims, unpriced } = claimsOf(frame, tariff, pieces);
  const conditions = conditionsOf(book, pieces, claims);
  const apart = new Map(claims.map((claim) => [claim.rule, claim]));
  const drafts = book.rules.flatMap((rule) => {
    const claim = apart.get(rule);
    return sums.get(rule) ?? (claim && draftsOf(frame, tariff, claim, conditions)) ?? []; // 2–6
  });
  const discounted = creditPurchases(discount(frame, drafts, conditions)); // 7
  const limited = limit(frame, discounted); // 8
  const credited = credit(frame, limited, pieces); // 9
  return lines(frame, credited, unpriced); // 10, 11
}

/** What the rules come to whose usage can be added up in columns. */
function sumsOf(
  { frame, tariff }: Prepared,
  normalised: Normalised,
): ReadonlyMap<Rule, readonly Draft[]> {
  const { runs } = normalised;
  const claims = new Map<Rule, Uint8Array>();
  for (const [at, use] of runs.uses.entries())
    for (const rule of tariff.rulesFor(use)) {
      let own = claims.get(rule);
      if (own === undefined) claims.set(rule, (own = new Uint8Array(runs.uses.length)));
      own[at] = 1;
    }
  const validity = validityOf(frame.book);
  const sums = new Map<Rule, readonly Draft[]>();
  for (const rule of addedUp(frame, normalised, claims)) {
    const claimed = claims.get(rule);
    if (claimed === undefined) continue;
    const open = new OpenRule({
      frame,
      tariff,
      rule,
      settings: settingsFor(frame, rule),
      validity,
    });
    const drafts = addUp(open, runs, claimed)
      ? openDrafts(frame, open, frame.calendar.end)
      : undefined;
    if (drafts !== undefined) sums.set(rule, drafts);
  }
  return sums;
}
