import { sketch } from "../../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../design/sketch-component.ts";
import { nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";

const SHOP = sketchComponent("shop", { web: SERVER, lan: LAN }, ["web:nic lan:net"]);

export const componentMissing = defineRule({
  code: "component-missing",
  severity: "error",
  scope: "node",
  concerns: ["use"],
  title: "Component is not in the design",
  explanation:
    "A design carries every version of the components it uses, so that it is whole by itself. This one is not among them; take it from the library again.",
  check: (context, id) => {
    const use = context.node(id)?.traits.use;
    if (use === undefined || use.troubles.every(({ reason }) => reason !== "missing")) return [];
    return [{ elements: [nodeElement(id)], parameters: { version: use.version } }];
  },
  examples: {
    passing: [carrying(sketch("Example", { a: useOf("shop") }), SHOP)],
    failing: [
      carrying(sketch("Example", { a: useOf("gone") }), SHOP),
      sketch("Example", { a: useOf("shop") }),
    ],
  },
});
