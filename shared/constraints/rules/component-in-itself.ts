import { sketch } from "../../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../design/sketch-component.ts";
import { nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";

const SHOP = sketchComponent("shop", { web: SERVER, lan: LAN }, ["web:nic lan:net"]);

export const componentInItself = defineRule({
  code: "component-in-itself",
  severity: "error",
  scope: "node",
  concerns: ["use"],
  title: "Component inside itself",
  explanation:
    "A component that holds a use of itself, be it through another one, would never end. Nothing is put in the place of the inner use.",
  check: (context, id) => {
    const use = context.node(id)?.traits.use;
    if (use === undefined || use.troubles.every(({ reason }) => reason !== "in-itself")) return [];
    return [{ elements: [nodeElement(id)], parameters: { version: use.version } }];
  },
  examples: {
    passing: [carrying(sketch("Example", { a: useOf("shop") }), SHOP)],
    failing: [
      carrying(
        sketch("Example", { a: useOf("shop") }),
        sketchComponent("shop", { again: useOf("shop") }),
      ),
    ],
  },
});
