import { METERS } from "../../kinds/component-kind.ts";
import type { RateCard } from "../../pricing/rate-card.ts";
import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { choicesOf, isUnknownTo } from "../choices.ts";
import { LAN, onLan, SERVER } from "../examples.ts";
import { defineRule, type RuleContext, type RuleNode } from "../rule.ts";

export const noRate = defineRule({
  code: "no-rate",
  severity: "warning",
  scope: "node",
  title: "No rate",
  explanation:
    "The rate card has no price for it, so the quote leaves it out. It is not free: the lab admin has yet to set a rate.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined || context.rateCard === undefined) return [];
    const rated = ratedItems(context.rateCard);
    // What the catalogue does not have can have no rate either; item-unknown says so.
    const unknown = new Set(
      choicesOf(node)
        .filter(isUnknownTo(context))
        .map(({ item }) => item),
    );
    return node.meters
      .filter(({ item }) => !unknown.has(item))
      .filter(({ meter, item }) => !rated.has(`${meter} ${item}`) && !rated.has(`${meter} *`))
      .map(({ meter, item }) => ({
        elements: [nodeElement(id)],
        parameters: { item: nameOf(context, node, item), meter: METERS[meter].title },
      }));
  },
  examples: {
    passing: [sketch("Example", { r: { kind: "router" }, lan: LAN }, [])],
    failing: [onLan({ a: SERVER })],
    rateCard: {
      format: "labwright-rate-card",
      version: 1,
      id: "machines-only",
      revision: 1,
      name: "Machines only",
      currency: "EUR",
      effectiveFrom: "2026-01-01T00:00:00Z",
      rates: [
        { id: "machine", meter: "instance", item: "*", per: "hour", price: "0.1" },
        { id: "appliance", meter: "appliance", item: "router", per: "hour", price: "0.1" },
      ],
    },
  },
});

/** The item's name, or its id where it is not of the catalogue: an appliance, the Internet. */
function nameOf(context: RuleContext, node: RuleNode, item: string): string {
  const chosen = choicesOf(node).find((choice) => choice.item === item);
  return (chosen && context.catalogue.find(chosen.sort, item)?.name) ?? item;
}

const cache = new WeakMap<RateCard, ReadonlySet<string>>();

function ratedItems(card: RateCard): ReadonlySet<string> {
  let known = cache.get(card);
  if (known === undefined)
    cache.set(card, (known = new Set(card.rates.map((rate) => `${rate.meter} ${rate.item}`))));
  return known;
}
