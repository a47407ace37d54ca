import { formatMegabits } from "../../base/units.ts";
import { askedMbps, cablesOf, nodeElement, sidesOf } from "../elements.ts";
import { INTERNET, onLan, ROUTER, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const internetOverloaded = defineRule({
  code: "internet-overloaded",
  severity: "error",
  scope: "node",
  concerns: ["internet"],
  title: "Way outside too narrow",
  explanation:
    "The bandwidths needed on the links to the Internet add up to more than the way outside carries.",
  measures: [{ what: "Bandwidth", unit: "Mb/s", have: "available", need: "needed" }],
  check: (context, id) => {
    const node = context.node(id);
    const available = node?.traits.internet?.bandwidthMbps;
    if (node === undefined || available === undefined) return [];
    const sides = sidesOf(context, id);
    const needed = sides.reduce((sum, side) => sum + askedMbps(side.link) * cablesOf(side), 0);
    // One link alone that asks too much is reported by link-overloaded.
    if (needed <= available || sides.every((side) => cablesOf(side) === 1 && sides.length === 1))
      return [];
    return [
      {
        elements: [nodeElement(id)],
        property: "bandwidthMbps",
        parameters: { needed, available },
        fix: fix(`Ask for ${formatMegabits(needed)}`, [setProperty(node, "bandwidthMbps", needed)]),
      },
    ];
  },
  examples: {
    passing: [
      onLan({ a: SERVER, r: ROUTER }, { world: INTERNET }, ["r:nic world:net bandwidthMbps=800"]),
    ],
    failing: [
      onLan({ a: SERVER, r: ROUTER, q: ROUTER }, { world: INTERNET }, [
        "r:nic world:net bandwidthMbps=800",
        "q:nic world:net bandwidthMbps=800",
      ]),
    ],
  },
});
