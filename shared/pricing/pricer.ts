import { createSortedRuns, type SortedRuns } from "../base/sorted-runs.ts";
import { Decimal, moneyText } from "../base/money.ts";
import { fromInstant } from "../base/clock.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, DesignNode, NodeId } from "../design/design.ts";
import { eachDifference } from "../design/differences.ts";
import { usesAround } from "../design/element-path.ts";
import { expandDesign } from "../design/expand.ts";
import { touchedBetween } from "../design/lineage.ts";
import { resolveNode, sameContent } from "../kinds/resolve.ts";
import type { Window } from "../schedule/window.ts";
import { compareText } from "../topology/ids.ts";
import { expandCalendar } from "./engine/calendar.ts";
import { totalsOf } from "./engine/invoice.ts";
import { targetText } from "./engine/steps/target.ts";
import { createGroupMembers } from "./group-members.ts";
import {
  costKeyOf,
  firstBandChecker,
  meteredNode,
  movedNode,
  nodePricer,
  type MeteredNode,
  type NodeLines,
} from "./node-lines.ts";
import { componentAround, groupsOf, NOBODY } from "./project/node-usage.ts";
import { quote } from "./quote.ts";
import { ratedPerNode, type Rated } from "./rated.ts";
import { runRate, type ItemUse, type RunRate } from "./run-rate.ts";
import { createRunningRate } from "./running-rate.ts";
import { separabilityOf } from "./separable.ts";
import { ownTerms, type Terms } from "./terms.ts";

/** What a version of a design costs, to the last digit as `quote`, `runRate` and `ratedPerNode` say. */
export interface Priced {
  readonly rated: Rated;
  readonly rate: RunRate;
  /** Kept up to date in place: one and the same map for every version, so read it at once. */
  readonly prices: ReadonlyMap<NodeId, string>;
}

/** Keeps a design priced: give it each new version of the design, get what that version costs. */
export interface Pricer {
  /**
   * Null where the terms let nodes of this version change each other's prices (bands beyond the first, discounts over
   * several) and it was not priced as a whole yet: that takes time in proportion to the design, and is for `whole`.
   */
  update(design: Design): Priced | null;
  whole(design: Design): Priced;
  /** What a worker said that `whole` would say of this version, so that `update` says it again. */
  learn(design: Design, priced: Priced): void;
}

/** Prices for one window. An update costs what differs from the version before. */
export function createPricer(catalogue: Catalogue, terms: Terms, window: Window): Pricer {
  const span = { start: fromInstant(window.start), end: fromInstant(window.end) };
  const own = ownTerms(terms, span, "");
  const { isAtFirst } = separabilityOf(own.book);
  const apart = isAtFirst ? apartPricer(catalogue, terms, window) : () => null;
  const known = new WeakMap<Design, Priced>();
  return {
    update: (design) => apart(design) ?? known.get(design) ?? null,
    whole: (design) => {
      const rated = quote({ design, catalogue, terms, window });
      const rate = runRate({ design, catalogue, terms, at: window.start });
      const priced = { rated, rate, prices: ratedPerNode(rated) };
      known.set(design, priced);
      return priced;
    },
    learn: (design, priced) => void known.set(design, priced),
  };
}

/** Each node by itself; null where what one of them costs depends on the others by now. */
function apartPricer(
  catalogue: Catalogue,
  terms: Terms,
  window: Window,
): (design: Design) => Priced | null {
  const span = { start: fromInstant(window.start), end: fromInstant(window.end) };
  const own = ownTerms(terms, span, "");
  const { book, contract } = own;
  const calendar = expandCalendar(book, contract, span);
  const context = { ...NOBODY, account: contract.account };
  const frame = { book, contract, calendar };
  const costKey = costKeyOf(book);
  const price = nodePricer(frame, context, window, costKey);
  const checkFirst = firstBandChecker(frame, context);
  const isInFirst = remembered((banded: readonly ItemUse[]) =>
    checkFirst(banded.map((use) => ({ use, window }))),
  );
  const { pricesMeasured } = separabilityOf(book);
  let expecting = 0;
  const running = createRunningRate(terms, window.start);
  const sheet = createSheet(own);
  const nodes = new Map<NodeId, DesignNode>();
  const metered = new Map<NodeId, MeteredNode>();
  let present: Design | undefined;
  let groups: Design["groups"] = {};
  const members = createGroupMembers();
  const change = (drawn: Design, id: NodeId, next: DesignNode | undefined): void => {
    const known = nodes.get(id);
    const before = metered.get(id);
    members.put(id, known?.group, next?.group);
    if (known !== undefined && next !== undefined && isSamePriced(known, next, before, drawn)) {
      nodes.set(id, next);
      return;
    }
    const now =
      next &&
      (known !== undefined && before !== undefined && sameContent(known, next)
        ? movedNode(drawn, before, next)
        : meteredNode(drawn, resolveNode(id, next, catalogue)));
    if (next === undefined) nodes.delete(id);
    else nodes.set(id, next);
    if (before && now && before.key === now.key) return;
    expecting += Number(now?.expects ?? false) - Number(before?.expects ?? false);
    if (now === undefined) metered.delete(id);
    else metered.set(id, now);
    // In another group, it mostly costs the same: only its lines say so.
    if (!(before && now && costKey(before) === costKey(now))) {
      if (before !== undefined) running.add(before, -1);
      if (now !== undefined) running.add(now, 1);
    }
    sheet.put(id, now && price(now));
  };
  return (design) => {
    const whole = expandDesign(design);
    const touched = present && touchedBetween(present, whole)?.nodes;
    eachDifference(nodes, whole.nodes, touched, (id, next) => change(design, id, next));
    // Which group is in which changes no node; what is in them may have another price all the same.
    for (const id of members.moved(groups, design.groups)) change(design, id, nodes.get(id));
    groups = design.groups;
    present = whole;
    if ((pricesMeasured && expecting > 0) || !isInFirst(running.banded())) return null;
    return { rated: sheet.rated(), rate: running.rate(), prices: sheet.prices };
  };
}

/** What was said of the same argument last time is said again. */
function remembered<Argument, Answer>(
  work: (argument: Argument) => Answer,
): (argument: Argument) => Answer {
  let last: { readonly argument: Argument; readonly answer: Answer } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, answer: work(argument) };
    return last.answer;
  };
}

function isSameGroups(groups: readonly string[], before: MeteredNode | undefined): boolean {
  return before === undefined || groups.join("\n") === before.groups.join("\n");
}

function isSamePriced(
  known: DesignNode,
  next: DesignNode,
  before: MeteredNode | undefined,
  drawn: Design,
): boolean {
  return (
    sameContent(known, next) &&
    isSameGroups(groupsOf(drawn, next), before) &&
    (before === undefined || componentAround(drawn, before.node) === before.component)
  );
}

/** By which a node's lines are in order: as their keys begin. */
function lineOrder(id: NodeId): string {
  return `${targetText(id)}/`;
}

/** The lines of all nodes, in the order of a bill, and what they add up to. */
function createSheet({ book, contract }: Terms) {
  const { currency } = book;
  const byNode = new Map<NodeId, NodeLines>();
  const lines: SortedRuns<NodeLines> = createSortedRuns(compareText);
  const payers = new Map<NodeId, { readonly sum: Decimal; readonly nodes: number }>();
  const prices = new Map<NodeId, string>();
  let total = new Decimal(0);
  let rated: Rated | undefined;
  const pay = (payer: NodeId, amount: Decimal, nodes: number): void => {
    const known = payers.get(payer);
    const next = { sum: amount.plus(known?.sum ?? 0), nodes: (known?.nodes ?? 0) + nodes };
    if (next.nodes > 0) payers.set(payer, next);
    else payers.delete(payer);
    if (next.nodes > 0) prices.set(payer, moneyText(next.sum, currency));
    else prices.delete(payer);
  };
  const count = (id: NodeId, { total: amount }: NodeLines, by: 1 | -1): void => {
    if (amount === null) return;
    total = total.plus(amount.times(by));
    for (const payer of [id, ...usesAround(id)]) pay(payer, amount.times(by), by);
  };
  const makeRated = (all: () => readonly NodeLines[], sum: Decimal): Rated => {
    let made: Rated["lines"] | undefined;
    return {
      source: "projected",
      currency,
      // Thousands of lines are put together when somebody shows them, not with each edit.
      get lines() {
        return (made ??= all().flatMap((one) => one.lines()));
      },
      totals: totalsOf(book, contract, [{ rounded: sum.toFixed() }]),
    };
  };
  return {
    prices,
    put: (id: NodeId, next: NodeLines | undefined): void => {
      const before = byNode.get(id);
      if (next === undefined) byNode.delete(id);
      else byNode.set(id, next);
      if (before?.total !== next?.total) {
        if (before !== undefined) count(id, before, -1);
        if (next !== undefined) count(id, next, 1);
      }
      lines.put(lineOrder(id), next === undefined || next.isEmpty ? [] : [next]);
      rated = undefined;
    },
    rated: (): Rated => (rated ??= makeRated(lines.snapshot(), total)),
  };
}
