import type { PriceBook } from "./engine/book.ts";
import { isMeasured } from "./engine/meters.ts";
import { isUsage, type Rule } from "./engine/schema/rule.ts";
import type { NodeUsage } from "./project/node-usage.ts";

// Books never change.
const known = new WeakMap<PriceBook, boolean>();

/**
 * Whether by a book no usage changes the price of other usage, so that what all of it costs is what its parts cost:
 * only prices by the unit, without anything that is free first, least, most, or taken off.
 */
export function isSeparable(book: PriceBook): boolean {
  let answer = known.get(book);
  if (answer === undefined)
    known.set(book, (answer = book.discounts.length === 0 && book.rules.every(isApart)));
  return answer;
}

function isApart(rule: Rule): boolean {
  // Without a release nothing is bought.
  if (!isUsage(rule)) return rule.kind === "purchase";
  const { pricing, windows, allowance, minimum, maximum, aggregation, accumulator } = rule;
  const prices = windows === undefined ? [pricing] : Object.values(windows.pricing);
  const limits = [allowance, minimum, maximum];
  return (
    // Nodes that say what to expect of it are not alike.
    !isMeasured(rule.meter) &&
    aggregation === "time-integral" &&
    // Each copy would have a line of its own.
    accumulator.scope !== "instance" &&
    limits.every((limit) => limit === undefined) &&
    prices.every((one) => one === undefined || one.shape === "unit")
  );
}

type Selected = Pick<NodeUsage, "kind" | "component" | "groups">;

/** Of what a node is, that by which some rule of a book selects; the rest changes no price. */
export function selectedBy(book: PriceBook): (node: Selected) => Selected {
  const matches = [...book.rules, ...book.discounts, ...book.qosTerms].map(({ match }) => match);
  const by = (field: "kind" | "component" | "group"): boolean =>
    matches.some((match) => match[field] !== undefined);
  const [kind, component, group] = [by("kind"), by("component"), by("group")];
  return (node) => ({
    kind: kind ? node.kind : "",
    component: component ? node.component : "",
    groups: group ? node.groups : NO_GROUPS,
  });
}

const NO_GROUPS: readonly string[] = [];
