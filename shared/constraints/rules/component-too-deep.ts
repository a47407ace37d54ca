import { sketch } from "../../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../design/sketch-component.ts";
import { MAXIMUM_DEPTH } from "../../design/use.ts";
import { nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { defineRule } from "../rule.ts";

const SHOP = sketchComponent("level-1", { web: SERVER, lan: LAN }, ["web:nic lan:net"]);
/** Components of which each holds the one before. */
const levels = (count: number) => [
  SHOP,
  ...Array.from({ length: count - 1 }, (_, index) =>
    sketchComponent(`level-${index + 2}`, { inner: useOf(`level-${index + 1}`) }),
  ),
];

export const componentTooDeep = defineRule({
  code: "component-too-deep",
  severity: "error",
  scope: "node",
  concerns: ["use"],
  title: "Component lies too deep",
  explanation: `Components may hold components, ${MAXIMUM_DEPTH} levels deep. What lies deeper is not looked into, so nothing is put in the place of this use.`,
  check: (context, id) => {
    const use = context.node(id)?.traits.use;
    if (use === undefined || use.troubles.every(({ reason }) => reason !== "too-deep")) return [];
    return [{ elements: [nodeElement(id)], parameters: { limit: MAXIMUM_DEPTH } }];
  },
  examples: {
    passing: [
      carrying(sketch("Example", { a: useOf(`level-${MAXIMUM_DEPTH}`) }), ...levels(MAXIMUM_DEPTH)),
    ],
    failing: [
      carrying(
        sketch("Example", { a: useOf(`level-${MAXIMUM_DEPTH + 1}`) }),
        ...levels(MAXIMUM_DEPTH + 1),
      ),
    ],
  },
});
