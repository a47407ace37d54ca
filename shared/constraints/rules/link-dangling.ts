import { linkElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const linkDangling = defineRule({
  code: "link-dangling",
  severity: "error",
  scope: "link",
  title: "Link to nothing",
  explanation: "One end of the link names a node that is not in the design.",
  check: (context, id) => {
    const link = context.link(id);
    const missing = [link?.from.node, link?.to.node].filter(
      (node) => node !== undefined && context.linkedNode(node) === undefined,
    );
    if (missing.length === 0) return [];
    return [
      {
        elements: [linkElement(id)],
        parameters: { missing: missing.join(", ") },
        fix: fix("Remove the link", [{ type: "remove-link", id }]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: SERVER })],
    failing: [onLan({ a: SERVER }, {}, ["a:nic gone:net"])],
  },
});
