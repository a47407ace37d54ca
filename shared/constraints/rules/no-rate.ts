import { METERS } from "../../kinds/component-kind.ts";
import { bookSchema } from "../../pricing/engine/book.ts";
import { hasRule } from "../../pricing/has-rule.ts";
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
    "The price book has no price for it, so the quote leaves it out. It is not free: the lab admin has yet to set a price.",
  check: (context, id) => {
    const node = context.node(id);
    const book = context.priceBook;
    if (node === undefined || book === undefined) return [];
    // What the catalogue does not have can have no rate either; item-unknown says so.
    const unknown = new Set(
      choicesOf(node)
        .filter(isUnknownTo(context))
        .map(({ item }) => item),
    );
    return node.meters
      .filter(({ item }) => !unknown.has(item))
      .filter(({ meter, item }) => !hasRule(book, { meter, item, kind: node.kindId }))
      .map(({ meter, item }) => ({
        elements: [nodeElement(id)],
        parameters: { item: nameOf(context, node, item), meter: METERS[meter].title },
      }));
  },
  examples: {
    passing: [sketch("Example", { r: { kind: "router" }, lan: LAN }, [])],
    failing: [onLan({ a: SERVER })],
    priceBook: bookSchema.parse({
      id: "machines-only",
      currency: "EUR",
      rules: [
        rule("machine", { meter: "instance" }),
        rule("router", { meter: "appliance", match: { item: "router" } }),
      ],
    }),
  },
});

/** The item's name, or its id where it is not of the catalogue: an appliance, the Internet. */
function nameOf(context: RuleContext, node: RuleNode, item: string): string {
  const chosen = choicesOf(node).find((choice) => choice.item === item);
  return (chosen && context.catalogue.find(chosen.sort, item)?.name) ?? item;
}

function rule(id: string, use: object): object {
  return { id, kind: "usage", pricing: { shape: "unit", price: "0.1" }, ...use };
}
