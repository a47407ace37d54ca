import { MAXIMUM_COUNT } from "../../kinds/resolve.ts";
import { nodeElement } from "../elements.ts";
import { LAN, onLan, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const countInvalid = defineRule({
  code: "count-invalid",
  severity: "error",
  scope: "node",
  title: "Count out of range",
  explanation:
    "A node stands for one or more equal instances, in whole numbers; some kinds, such as a subnet, only ever for one.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    const maximum = node.kind?.countable === false ? 1 : MAXIMUM_COUNT;
    const { statedCount: stated } = node;
    if (Number.isInteger(stated) && stated >= 1 && stated <= maximum) return [];
    const nearest = stated > maximum ? maximum : Math.max(1, Math.round(stated) || 1);
    return [
      {
        elements: [nodeElement(id)],
        parameters: {
          count: String(stated),
          allowed: maximum === 1 ? "1 only" : `a whole number from 1 to ${maximum}`,
        },
        fix: fix(`Set the count to ${nearest}`, [
          { type: "change-node", id, change: { count: nearest } },
        ]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, count: 12 } })],
    failing: [
      onLan({ a: { ...SERVER, count: -3 } }),
      onLan({ a: { ...SERVER, count: 2.5 } }),
      onLan({ a: SERVER }, { lan: { ...LAN, count: 2 } }),
    ],
  },
});
