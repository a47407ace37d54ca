import { fromInstant, type Instant } from "../base/clock.ts";
import { Decimal, decimalText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import type { MeterUse } from "../kinds/component-kind.ts";
import { billingCalendar } from "./billing-calendar.ts";
import { totalUses } from "./projected.ts";
import type { RateCard } from "./rate-card.ts";
import { amountOf, priceGroup } from "./rate.ts";
import type { Span } from "./scheme.ts";

/** What a design costs as long as it runs: exact and unrounded, in the card's currency. */
export interface RunRate {
  readonly currency: string;
  /** Per hour, in the month around the given instant. */
  readonly hour: string;
  /** For the whole of that calendar month. */
  readonly month: string;
  /** Once, at the start. */
  readonly once: string;
}

const HOUR = 3_600_000;

/**
 * The running cost of a design, apart from what is paid once. Cheap however many nodes there are: it is
 * worked out per item, not per node.
 */
export function runRate(request: {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly card: RateCard;
  readonly at: Instant;
}): RunRate {
  const { card, catalogue } = request;
  const costOf = itemCosts(catalogue, card, request.at);
  return totalOf(totalUses(request.design, catalogue).map(costOf), card);
}

/** What all units of one item cost together. */
export interface ItemCost {
  readonly hour: Decimal;
  readonly month: Decimal;
  readonly once: Decimal;
}

export function totalOf(costs: readonly ItemCost[], card: RateCard): RunRate {
  const sum = (part: keyof ItemCost): string =>
    decimalText(costs.reduce((total, cost) => total.plus(cost[part]), new Decimal(0)));
  return { currency: card.currency, hour: sum("hour"), month: sum("month"), once: sum("once") };
}

/** Prices items as they are used at an instant. */
export function itemCosts(
  catalogue: Catalogue,
  card: RateCard,
  at: Instant,
): (use: MeterUse) => ItemCost {
  const start = fromInstant(at);
  const month = billingCalendar(card.billingZone ?? "UTC").monthOf(start);
  const cost = ({ meter, item, quantity: level }: MeterUse, span: Span, once: boolean): Decimal =>
    priceGroup(
      card,
      { node: "", meter, item, slices: [{ instance: "", level, ...span }] },
      catalogue,
    )
      .filter((priced) => (priced.rate.per === "once") === once)
      .flatMap(({ quantities }) => quantities)
      .reduce((total, priced) => total.plus(amountOf(priced)), new Decimal(0));
  const hour = { start, end: start + HOUR };
  return (use) => ({
    hour: cost(use, hour, false),
    month: cost(use, month, false),
    once: cost(use, hour, true),
  });
}
