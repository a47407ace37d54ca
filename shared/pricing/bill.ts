import { fromInstant, toInstant, type Instant } from "../base/clock.ts";
import { Decimal, decimalText, moneyText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, NodeId } from "../design/design.ts";
import type { Window } from "../schedule/window.ts";
import { billingCalendar } from "./billing-calendar.ts";
import type { Bill, Charge, UsageSegment } from "./charge.ts";
import { projectedSegments } from "./projected.ts";
import type { RateCard } from "./rate-card.ts";
import { rate } from "./rate.ts";
import { closeSegments } from "./segments.ts";

/** What a design is drawn with and priced by. */
interface QuoteRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly card: RateCard;
}

/** What a design will cost if all of it runs for the whole window. */
export function quote(request: QuoteRequest & { readonly window: Window }): Bill {
  const { design, catalogue, card, window } = request;
  const segments = projectedSegments(design, catalogue, window);
  return billOf("projected", card, segments, window.end, catalogue);
}

/** What was used, priced; what still runs is counted up to `now`. */
export function statement(request: {
  readonly card: RateCard;
  readonly segments: readonly UsageSegment[];
  readonly now: Instant;
  readonly catalogue: Catalogue;
}): Bill {
  const { card, segments, now, catalogue } = request;
  return billOf("metered", card, segments, now, catalogue);
}

function billOf(
  source: Bill["source"],
  card: RateCard,
  segments: readonly UsageSegment[],
  now: Instant,
  catalogue: Catalogue,
): Bill {
  const { charges, unpriced } = rate(card, closeSegments(segments, fromInstant(now)), catalogue);
  const total = sum(charges.map((charge) => charge.rounded));
  return {
    source,
    currency: card.currency,
    charges,
    total: moneyText(total, card.currency),
    unpriced,
  };
}

/** The rounded lines of each node, added up. Nodes that cost nothing are not in it. */
export function pricePerNode(bill: Bill): ReadonlyMap<NodeId, string> {
  return new Map(
    [...Map.groupBy(bill.charges, (charge) => charge.node)].map(([node, charges]) => [
      node,
      moneyText(sum(charges.map((charge) => charge.rounded)), bill.currency),
    ]),
  );
}

/** What a design costs as long as it runs, exact and unrounded, in the card's currency. */
export interface RunRate {
  readonly currency: string;
  /** Per hour, in the month around the given instant. */
  readonly hour: string;
  /** For the whole of that calendar month. */
  readonly month: string;
  /** Once, at the start. */
  readonly once: string;
}

/** The running cost of a design, apart from what is paid once. */
export function runRate(request: QuoteRequest & { readonly at: Instant }): RunRate {
  const { card, at } = request;
  const start = fromInstant(at);
  const month = billingCalendar(card.billingZone ?? "UTC").monthOf(start);
  const perOnce = new Set(card.rates.filter(({ per }) => per === "once").map(({ id }) => id));
  const isOnce = (charge: Charge): boolean => perOnce.has(charge.rate.id);
  const amounts = (span: Window, once: boolean): string => {
    const charges = quote({ ...request, window: span }).charges;
    return decimalText(sum(charges.filter((c) => isOnce(c) === once).map((c) => c.amount)));
  };
  const hour = { start: at, end: toInstant(start + 3_600_000) };
  const wholeMonth = { start: toInstant(month.start), end: toInstant(month.end) };
  return {
    currency: card.currency,
    hour: amounts(hour, false),
    month: amounts(wholeMonth, false),
    once: amounts(hour, true),
  };
}

function sum(amounts: readonly string[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
}
