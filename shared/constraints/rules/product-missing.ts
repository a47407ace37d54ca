import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { LAN, onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type QuickFix, type RuleContext, type RuleNode } from "../rule.ts";
import { seatsHeld, seatsNeeded } from "../seats.ts";

const DESKTOP = { kind: "machine", machineType: "desktop-office", operatingSystem: "windows-11" };

export const productMissing = defineRule({
  code: "product-missing",
  severity: "warning",
  scope: "node",
  concerns: ["seats"],
  title: "Licence of nothing",
  explanation:
    "A licence holds seats of one product. As long as none is chosen, it covers no software and costs nothing.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined || node.traits.seats?.product !== null) return [];
    const remove = fix("Remove the licence", [{ type: "remove-node", id }]);
    const [first = remove, ...others] = productsWanted(context, node);
    return [
      {
        elements: [nodeElement(id)],
        property: "product",
        parameters: {},
        fix: first,
        otherFixes: first === remove || remove === undefined ? others : [...others, remove],
      },
    ];
  },
  examples: {
    passing: [
      sketch(
        "Example",
        { lan: LAN, a: DESKTOP, l: { kind: "licence", product: "windows-11-pro" } },
        ["a:nic lan:net"],
      ),
    ],
    failing: [onLan({ a: SERVER }, { l: { kind: "licence" } })],
  },
});

/** The products of which the design has too few seats. */
function productsWanted(context: RuleContext, node: RuleNode): readonly QuickFix[] {
  return context.keys("licensed").flatMap((product) => {
    if (seatsHeld(context, product) >= seatsNeeded(context, product)) return [];
    const name = context.catalogue.find("licenceProducts", product)?.name ?? product;
    return fix(`Make it ${name}`, [setProperty(node, "product", product)]) ?? [];
  });
}
