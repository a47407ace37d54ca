import { fromInstant, type Instant } from "../base/clock.ts";
import { Decimal, moneyText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, NodeId } from "../design/design.ts";
import { usesAround } from "../design/element-path.ts";
import type { Window } from "../schedule/window.ts";
import type { Bill, UsageSegment } from "./charge.ts";
import { projectedSegments } from "./projected.ts";
import type { RateCard } from "./rate-card.ts";
import { rate } from "./rate.ts";
import { closeSegments } from "./segments.ts";

interface QuoteRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly card: RateCard;
  readonly window: Window;
}

/** What a design will cost if all of it runs for the whole window. */
export function quote({ design, catalogue, card, window }: QuoteRequest): Bill {
  const segments = projectedSegments(design, catalogue, window);
  return billOf("projected", card, segments, window.end, catalogue);
}

/** What a running environment will have cost at its end: what was used so far, and its design for the rest. */
export function requote(
  request: QuoteRequest & { readonly used: readonly UsageSegment[]; readonly now: Instant },
): Bill {
  const { design, catalogue, card, window, used, now } = request;
  const start = now > window.start ? now : window.start;
  if (start >= window.end) return billOf("projected", card, used, window.end, catalogue);
  const rest = projectedSegments(design, catalogue, { start, end: window.end });
  const soFar = used.map((segment) => Object.assign({}, segment, { end: segment.end ?? start }));
  return billOf("projected", card, [...soFar, ...rest], window.end, catalogue);
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

/**
 * The rounded lines of each node, added up; those inside a use of a component also count for the use, with all
 * its copies. Nodes that cost nothing are not in it.
 */
export function pricePerNode(bill: Bill): ReadonlyMap<NodeId, string> {
  const amounts = new Map<NodeId, string[]>();
  for (const { node, rounded } of bill.charges)
    for (const payer of [node, ...usesAround(node)]) {
      const known = amounts.get(payer);
      if (known === undefined) amounts.set(payer, [rounded]);
      else known.push(rounded);
    }
  return new Map([...amounts].map(([node, lines]) => [node, moneyText(sum(lines), bill.currency)]));
}

function sum(amounts: readonly string[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
}
