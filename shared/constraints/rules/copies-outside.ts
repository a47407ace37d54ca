import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const copiesOutside = defineRule({
  code: "copies-outside",
  severity: "warning",
  scope: "node",
  title: "Drawn count outside of the copies by load",
  explanation:
    "Where the number of copies follows the load, the drawn count is what is expected and reserved; it lies between the least and the most.",
  check: (context, id) => {
    const node = context.node(id);
    if (node === undefined || node.copies === null) return [];
    const { least, most } = node.copies;
    const nearest = Math.min(most, Math.max(least, node.count));
    if (nearest === node.count) return [];
    return [
      {
        elements: [nodeElement(id)],
        parameters: { count: node.count, least, most },
        fix: fix(`Set the count to ${nearest}`, [
          { type: "change-node", id, change: { count: nearest } },
        ]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, count: 4, copies: "2/8" } })],
    failing: [
      onLan({ a: { ...SERVER, count: 9, copies: "2/8" } }),
      onLan({ a: { ...SERVER, copies: "2/8" } }),
    ],
  },
});
