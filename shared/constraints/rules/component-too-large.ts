import { sketch } from "../../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../design/sketch-component.ts";
import { nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";

const SHOP = sketchComponent("shop", { web: SERVER, lan: LAN }, ["web:nic lan:net"]);

export const componentTooLarge = defineRule({
  code: "component-too-large",
  severity: "error",
  scope: "node",
  concerns: ["use"],
  title: "Component stands for too much",
  explanation:
    "Counts inside counts multiply. What this use stands for is more than one design can hold, so nothing is put in its place.",
  check: (context, id) => {
    const use = context.node(id)?.traits.use;
    if (use === undefined || use.troubles.every(({ reason }) => reason !== "too-large")) return [];
    return [{ elements: [nodeElement(id)], parameters: {} }];
  },
  examples: {
    passing: [carrying(sketch("Example", { a: useOf("shop") }), SHOP)],
    failing: [
      carrying(
        sketch("Example", { a: useOf("row", { count: 1000 }) }),
        sketchComponent("row", { b: useOf("shop", { count: 1000 }) }),
        SHOP,
      ),
    ],
  },
});
