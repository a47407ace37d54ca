import { sketch } from "../../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../design/sketch-component.ts";
import { nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

const SHOP = sketchComponent("shop", { web: SERVER, lan: LAN }, ["web:nic lan:net"]);

export const componentParameterUnknown = defineRule({
  code: "component-parameter-unknown",
  severity: "warning",
  scope: "node",
  concerns: ["use"],
  title: "Value for a parameter that is none",
  explanation:
    "The use sets a value that its version of the component does not ask for, so the value changes nothing. Another version may have had that parameter.",
  check: (context, id) => {
    const node = context.node(id);
    const unknown = (node?.traits.use?.troubles ?? []).flatMap((trouble) =>
      trouble.reason === "parameter-unknown" ? trouble.parameter : [],
    );
    const given = new Map(Object.entries(node?.properties["parameters"] ?? {}));
    return unknown.map((parameter) => ({
      elements: [nodeElement(id)],
      property: "parameters",
      parameters: { parameter },
      fix: fix("Remove the value", [
        {
          type: "set-property",
          id,
          property: "parameters",
          value: Object.fromEntries([...given].filter(([key]) => key !== parameter)),
        },
      ]),
    }));
  },
  examples: {
    passing: [carrying(sketch("Example", { a: useOf("shop") }), SHOP)],
    failing: [
      carrying(sketch("Example", { a: useOf("shop", { parameters: { colour: "red" } }) }), SHOP),
      carrying(
        sketch("Example", { a: useOf("shop", { parameters: { size: 3, colour: "red" } }) }),
        SHOP,
      ),
    ],
  },
});
