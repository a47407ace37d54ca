import { fromInstant, type Instant } from "../base/clock.ts";
import { Decimal, decimalText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { billingCalendar } from "./billing-calendar.ts";
import { totalUses } from "./projected.ts";
import type { RateCard } from "./rate-card.ts";
import { rate } from "./rate.ts";
import type { ClosedSegment } from "./segments.ts";
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
  const start = fromInstant(request.at);
  const uses = totalUses(request.design, catalogue);
  const costs = ({ start, end }: Span): { running: string; once: string } => {
    const segments = uses.map(({ meter, item, quantity }): ClosedSegment => {
      return { node: "", instance: "", meter, item, level: quantity, start, end };
    });
    return splitOnce(card, rate(card, segments, catalogue).charges);
  };
  const hour = costs({ start, end: start + HOUR });
  const month = costs(billingCalendar(card.billingZone ?? "UTC").monthOf(start));
  return { currency: card.currency, hour: hour.running, month: month.running, once: hour.once };
}

function splitOnce(
  card: RateCard,
  charges: ReturnType<typeof rate>["charges"],
): { running: string; once: string } {
  const perOnce = new Set(card.rates.filter(({ per }) => per === "once").map(({ id }) => id));
  const sum = (once: boolean): string =>
    decimalText(
      charges
        .filter((charge) => perOnce.has(charge.rate.id) === once)
        .reduce((total, { amount }) => total.plus(amount), new Decimal(0)),
    );
  return { running: sum(false), once: sum(true) };
}
