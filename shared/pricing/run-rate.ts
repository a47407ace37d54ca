import { fromInstant, toInstant, type Instant } from "../base/clock.ts";
import { Decimal, decimalText } from "../base/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { resolveNodes } from "../kinds/resolve.ts";
import type { Window } from "../schedule/window.ts";
import type { PriceBook } from "./engine/book.ts";
import { expandCalendar, periodAt } from "./engine/calendar.ts";
import { scaled, unscaled } from "./engine/exact.ts";
import type { RatedLine } from "./engine/line.ts";
import { prepareRating } from "./engine/prepare.ts";
import { isUsage, type Rule } from "./engine/schema/rule.ts";
import type { Segment } from "./engine/segments.ts";
import { NOBODY, nodeUsage, usageSegment } from "./project/node-usage.ts";
import { withPresence } from "./project/presence.ts";
import { hasExpectedUse, projectedSegments } from "./project/segments.ts";
import { selectedBy, separabilityOf } from "./separable.ts";
import { ownTerms, type Terms } from "./terms.ts";

/** What a design costs as long as it runs: exact and unrounded, in the book's currency. */
export interface RunRate {
  readonly currency: string;
  /** For the hour from the given instant on, apart from what is paid once. */
  readonly hour: string;
  /** For the whole of the contract's month around it. */
  readonly month: string;
  /** Once, at the start. */
  readonly once: string;
}

interface RunRateRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  readonly at: Instant;
}

/** What some usage costs together. */
export interface RunCost {
  readonly hour: Decimal;
  readonly month: Decimal;
  readonly once: Decimal;
}

/** The running cost of a design. Where prices allow it, it is worked out per item, not per node. */
export function runRate({ design, catalogue, terms, at }: RunRateRequest): RunRate {
  const costOf = knownCosts(terms, at);
  const { currency } = terms.book;
  const { isAtFirst, isBanded, pricesMeasured } = separabilityOf(
    ownTerms(terms, ONE_MOMENT, "").book,
  );
  if (!isAtFirst || (pricesMeasured && hasExpectedUse(design, catalogue))) {
    const context = { ...NOBODY, account: terms.contract.account };
    const whole = (window: Window): readonly Segment[] =>
      projectedSegments({ design, catalogue, window, context, book: terms.book });
    return runRateOf(costOf(whole), currency);
  }
  const items = createItemUses(terms.book);
  for (const resolved of resolveNodes(expandDesign(design), catalogue).values())
    items.add({ ...nodeUsage(design, resolved), count: resolved.count }, 1);
  const costs = Array.from(items.entries(), ([, item]) =>
    isBanded(item)
      ? costOf(segmentsOf(item, quantityOf(item)))
      : itemCost(costOf(segmentsOf(item)), item),
  );
  const whole = costs.reduce((sum, cost) => addCosts(sum, cost), FREE);
  return runRateOf(whole, currency);
}

// Who asks again asks of the same terms at the same instant: a canvas at each edit, a search of each way.
const lastCosts = new WeakMap<Terms, { readonly at: Instant; readonly costOf: CostOf }>();

function knownCosts(terms: Terms, at: Instant): CostOf {
  let last = lastCosts.get(terms);
  if (last?.at !== at) lastCosts.set(terms, (last = { at, costOf: runCosts(terms, at) }));
  return last.costOf;
}

const ONE_MOMENT = { start: 0, end: 1 };

export function runRateOf({ hour, month, once }: RunCost, currency: string): RunRate {
  return {
    currency,
    hour: decimalText(hour),
    month: decimalText(month),
    once: decimalText(once),
  };
}

export const FREE: RunCost = { hour: new Decimal(0), month: new Decimal(0), once: new Decimal(0) };

/** Both together. Nothing is rounded, so what was added can be taken off again. */
export function addCosts(a: RunCost, b: RunCost, times: 1 | -1 = 1): RunCost {
  const add = (part: keyof RunCost): Decimal =>
    times === 1 ? a[part].plus(b[part]) : a[part].minus(b[part]);
  return { hour: add("hour"), month: add("month"), once: add("once") };
}

const HOUR = 3_600_000;

/** Prices what is used, given its segments for any window. */
type CostOf = (segmentsIn: (window: Window) => readonly Segment[]) => RunCost;

/** Prices what is used at an instant. */
export function runCosts(terms: Terms, at: Instant): CostOf {
  const start = fromInstant(at);
  const around = expandCalendar(terms.book, terms.contract, { start, end: start + HOUR });
  const price = (span: { readonly start: number; readonly end: number }) => {
    const { book, contract } = ownTerms(terms, span, "");
    const rater = prepareRating(book, contract, expandCalendar(book, contract, span));
    const window = { start: toInstant(span.start), end: toInstant(span.end) };
    return (segmentsIn: (window: Window) => readonly Segment[]) =>
      rater(withPresence(book, segmentsIn(window), span.end));
  };
  const priceHour = price({ start, end: start + HOUR });
  const priceMonth = price(periodAt(around.months, start));
  const isOnce = onceFinder(terms);
  return (segmentsIn) => {
    const hour = priceHour(segmentsIn);
    const sum = (lines: readonly RatedLine[], once: boolean): Decimal =>
      lines
        .filter((line) => isOnce(line) === once)
        .reduce((total, { net }) => total.plus(net), new Decimal(0));
    return {
      hour: sum(hour, false),
      month: sum(priceMonth(segmentsIn), false),
      once: sum(hour, true),
    };
  };
}

/** Whether a line is about what is paid once, and not for each hour or month. */
function onceFinder({ book }: Terms): (line: RatedLine) => boolean {
  const once = new Set(book.rules.filter(isPaidOnce).map(({ id }) => id));
  return ({ rule }) => once.has(rule.id);
}

function isPaidOnce(rule: Rule): boolean {
  return isUsage(rule) ? rule.per === "once" : rule.cadence === "once";
}

/** What all nodes use of one item in one way. */
export interface ItemUse extends Pick<Segment, "kind" | "component" | "groups"> {
  readonly meter: string;
  readonly item: string;
  /** In units of 10^-18. */
  readonly quantity: bigint;
}

/** Adds up what is used, item by item; whatever prices may depend on keeps apart. */
export function createItemUses(book: PriceBook) {
  const selected = selectedBy(book);
  const items = new Map<string, ItemUse & { readonly uses: number }>();
  return {
    entries: (): Iterable<readonly [string, ItemUse]> => items,
    get: (key: string): ItemUse | undefined => items.get(key),
    /** Adds a node, or takes it away again; the keys of what is another amount now. */
    add: (node: CountedUsage, times: 1 | -1): readonly string[] => {
      const { uses, count } = node;
      const { kind, component, groups } = selected(node);
      return uses.map(({ meter, item, quantity: each }) => {
        const key = JSON.stringify([meter, item, kind, component, groups]);
        const known = items.get(key);
        const quantity = scaled(each) * BigInt(count * times) + (known?.quantity ?? 0n);
        const left = (known?.uses ?? 0) + times;
        // What nobody uses any more is dropped.
        if (left === 0) items.delete(key);
        else if (known !== undefined) items.set(key, { ...known, quantity, uses: left });
        else
          items.set(key, {
            kind,
            component,
            groups: [...groups],
            meter,
            item,
            quantity,
            uses: left,
          });
        return key;
      });
    },
  };
}

type CountedUsage = ReturnType<typeof nodeUsage> & { readonly count: number };

/** What all of an item costs, by what one unit does. */
export function itemCost(unit: RunCost, item: Pick<ItemUse, "quantity">): RunCost {
  const quantity = new Decimal(quantityOf(item));
  return {
    hour: unit.hour.times(quantity),
    month: unit.month.times(quantity),
    once: unit.once.times(quantity),
  };
}

/** So many units, as text. */
export function quantityOf({ quantity }: Pick<ItemUse, "quantity">): string {
  return unscaled(quantity);
}

/** The segments of so many units of an item that is used all the time. */
export function segmentsOf(
  use: Omit<ItemUse, "quantity">,
  quantity = "1",
): (window: Window) => readonly Segment[] {
  const { meter, item } = use;
  const amount = { meter, item, quantity };
  return (window) => [
    usageSegment(NOBODY, { ...use, node: "" }, amount, {
      source: "projected",
      instance: "",
      ...window,
    }),
  ];
}
