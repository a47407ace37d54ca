import type { PriceBook } from "./engine/book.ts";
import type { RatedLine } from "./engine/line.ts";
import { isMeasured } from "./engine/meters.ts";
import type { Discount } from "./engine/schema/discount.ts";
import { isUsage, type Rule, type UsageRule } from "./engine/schema/rule.ts";
import type { NodeUsage } from "./project/node-usage.ts";

/** How far a book lets what all of its usage costs be what its parts cost. */
export interface Separability {
  /** Always: no usage changes the price of other usage. */
  readonly isAlways: boolean;
  /**
   * As long as no band but the first is reached (`isBanded`, `isBeyondFirst`), and no node says what to expect of what is only measured.
   */
  readonly isAtFirst: boolean;
  /** Whether the book has a price for what is only measured, so that nodes that say what to expect are not alike. */
  readonly pricesMeasured: boolean;
  /** Whether all that a design uses of an item counts together, in bands. */
  readonly isBanded: (use: ItemOfMeter) => boolean;
}

interface ItemOfMeter {
  readonly meter: string;
  readonly item: string;
}

// Books never change.
const known = new WeakMap<PriceBook, Separability>();

/** Worked out once for each book. */
export function separabilityOf(book: PriceBook): Separability {
  let answer = known.get(book);
  if (answer === undefined) known.set(book, (answer = findSeparability(book)));
  return answer;
}

function findSeparability(book: PriceBook): Separability {
  const apart = book.discounts.every(isOfEachLine);
  const isOneKey = !selects(book, "kind") && !selects(book, "component") && !selects(book, "group");
  const found = isOneKey ? book.rules.map(bandedOf) : [];
  const banded = new Set(found.flatMap((one) => (one === null ? [] : [useKey(one)])));
  const measured = book.rules.some(pricesMeasured);
  const others = book.rules.filter((rule) => !isApart(rule) && !pricesMeasured(rule));
  return {
    isAlways: apart && !measured && others.length === 0,
    isAtFirst: apart && others.every((rule) => isOneKey && bandedOf(rule) !== null),
    pricesMeasured: measured,
    isBanded: (use) => banded.has(useKey(use)),
  };
}

/** Whether some usage is in a band that its first units are not in. */
export function isBeyondFirst(lines: readonly Pick<RatedLine, "band">[]): boolean {
  return lines.some(({ band }) => band !== "" && !band.startsWith(FIRST_BAND));
}

const FIRST_BAND = "0–";

function useKey({ meter, item }: ItemOfMeter): string {
  return `${meter} ${item}`;
}

/** Percentages that are simply given come off each line by itself. */
function isOfEachLine({ trigger, percent, cap }: Discount): boolean {
  return trigger === "manual" && percent !== undefined && cap === undefined;
}

function pricesMeasured(rule: Rule): boolean {
  return isUsage(rule) && isMeasured(rule.meter);
}

function isApart(rule: Rule): boolean {
  // Without a release nothing is bought.
  if (!isUsage(rule)) return rule.kind === "purchase";
  const { pricing, windows, accumulator } = rule;
  const prices = windows === undefined ? [pricing] : Object.values(windows.pricing);
  return (
    isByTime(rule) &&
    // Each copy would have a line of its own.
    accumulator.scope !== "instance" &&
    prices.every((one) => one === undefined || one.shape === "unit")
  );
}

/** Of what is only measured none is projected but where a node says so. */
function isByTime(rule: UsageRule): boolean {
  const { allowance, minimum, maximum, aggregation, meter } = rule;
  const limits = [allowance, minimum, maximum];
  return (
    !isMeasured(meter) &&
    aggregation === "time-integral" &&
    limits.every((limit) => limit === undefined)
  );
}

/** What a rule with bands is for: one item, of which all that a design uses counts together. Null for others. */
function bandedOf(rule: Rule): ItemOfMeter | null {
  if (!isUsage(rule) || !isByTime(rule) || rule.per === "once") return null;
  const { pricing, match, accumulator, meter } = rule;
  if (pricing?.shape !== "graduated" && pricing?.shape !== "volume") return null;
  const { item, ...others } = match;
  const isWhole = accumulator.scope === "account" || accumulator.scope === "environment";
  const isOfItem =
    typeof item === "string" && Object.values(others).every((one) => one === undefined);
  const isPlain = pricing.bands.every(({ flat, upTo }) => Number(flat) === 0 && upTo !== "0");
  return isWhole && isOfItem && isPlain ? { meter, item } : null;
}

type Selected = Pick<NodeUsage, "kind" | "component" | "groups">;

/** Of what a node is, that by which some rule of a book selects; the rest changes no price. */
export function selectedBy(book: PriceBook): (node: Selected) => Selected {
  const kind = selects(book, "kind");
  const component = selects(book, "component");
  const group = selects(book, "group");
  return (node) => ({
    kind: kind ? node.kind : "",
    component: component ? node.component : "",
    groups: group ? node.groups : NO_GROUPS,
  });
}

const NO_GROUPS: readonly string[] = [];

function selects(book: PriceBook, field: "kind" | "component" | "group"): boolean {
  return [...book.rules, ...book.discounts, ...book.qosTerms].some(
    ({ match }) => match[field] !== undefined,
  );
}
