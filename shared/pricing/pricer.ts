import { Decimal, moneyText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { createSortedRuns, type SortedRuns } from "../base/sorted-runs.ts";
import type { Design, DesignNode, NodeId } from "../design/design.ts";
import { eachDifference } from "../design/differences.ts";
import { usesAround } from "../design/element-path.ts";
import { expandDesign } from "../design/expand.ts";
import { touchedBetween } from "../design/lineage.ts";
import { resolveNode, sameContent, type ResolvedNode } from "../kinds/resolve.ts";
import type { Window } from "../schedule/window.ts";
import { compareText } from "../topology/ids.ts";
import type { Bill, Charge } from "./charge.ts";
import { meteringKey, nodePricer, type NodeLines } from "./node-lines.ts";
import type { RateCard } from "./rate-card.ts";
import type { RunRate } from "./run-rate.ts";
import { createRunningRate } from "./running-rate.ts";

/** What a version of a design costs, to the last digit as `quote`, `runRate` and `pricePerNode` say. */
export interface Priced {
  readonly bill: Bill;
  readonly rate: RunRate;
  /** Kept up to date in place: one and the same map for every version, so read it at once. */
  readonly prices: ReadonlyMap<NodeId, string>;
}

/** Keeps a design priced: give it each new version of the design, get what that version costs. */
export interface Pricer {
  update(design: Design): Priced;
}

/** Prices for one window. An update costs what differs from the version before. */
export function createPricer(catalogue: Catalogue, card: RateCard, window: Window): Pricer {
  const price = nodePricer(catalogue, card, window);
  const running = createRunningRate(catalogue, card, window.start);
  const sheet = createSheet(card);
  const nodes = new Map<NodeId, DesignNode>();
  const metered = new Map<NodeId, ResolvedNode>();
  let present: Design | undefined;
  const change = (id: NodeId, next: DesignNode | undefined): void => {
    const known = nodes.get(id);
    if (known !== undefined && next !== undefined && sameContent(known, next)) {
      nodes.set(id, next);
      return;
    }
    const before = metered.get(id);
    const now = next && resolveNode(id, next, catalogue);
    if (next === undefined) nodes.delete(id);
    else nodes.set(id, next);
    if (before && now && meteringKey(before) === meteringKey(now)) return;
    if (now === undefined) metered.delete(id);
    else metered.set(id, now);
    if (before !== undefined) running.add(before, -1);
    if (now !== undefined) running.add(now, 1);
    sheet.put(id, now && price(now));
  };
  return {
    update: (design) => {
      const whole = expandDesign(design);
      const touched = present && touchedBetween(present, whole)?.nodes;
      eachDifference(nodes, whole.nodes, touched, change);
      present = whole;
      return { bill: sheet.bill(), rate: running.rate(), prices: sheet.prices };
    },
  };
}

/** The lines of all nodes, in the order of a bill, and what they add up to. */
function createSheet(card: RateCard) {
  const byNode = new Map<NodeId, NodeLines>();
  const charges: SortedRuns<Charge> = createSortedRuns(compareText);
  const unpriced: SortedRuns<Bill["unpriced"][number]> = createSortedRuns(compareText);
  const payers = new Map<NodeId, { readonly sum: Decimal; readonly nodes: number }>();
  const prices = new Map<NodeId, string>();
  let total = new Decimal(0);
  let bill: Bill | undefined;
  const pay = (payer: NodeId, amount: Decimal, nodes: number): void => {
    const known = payers.get(payer);
    const next = { sum: amount.plus(known?.sum ?? 0), nodes: (known?.nodes ?? 0) + nodes };
    if (next.nodes > 0) payers.set(payer, next);
    else payers.delete(payer);
    if (next.nodes > 0) prices.set(payer, moneyText(next.sum, card.currency));
    else prices.delete(payer);
  };
  const makeBill = (lines: () => Bill["charges"], sum: Decimal): Bill => ({
    source: "projected",
    currency: card.currency,
    // Thousands of lines are put together when somebody shows them, not with each edit.
    get charges() {
      return lines();
    },
    total: moneyText(sum, card.currency),
    unpriced: unpriced.all(),
  });
  const count = (id: NodeId, { charges: own, total: amount }: NodeLines, by: 1 | -1): void => {
    if (own.length === 0) return;
    total = total.plus(amount.times(by));
    for (const payer of [id, ...usesAround(id)]) pay(payer, amount.times(by), by);
  };
  return {
    prices,
    put: (id: NodeId, next: NodeLines | undefined): void => {
      const before = byNode.get(id);
      if (before !== undefined) count(id, before, -1);
      if (next === undefined) byNode.delete(id);
      else byNode.set(id, next);
      if (next !== undefined) count(id, next, 1);
      charges.put(id, next?.charges ?? []);
      unpriced.put(id, next?.unpriced ?? []);
      bill = undefined;
    },
    bill: (): Bill => (bill ??= makeBill(charges.snapshot(), total)),
  };
}
