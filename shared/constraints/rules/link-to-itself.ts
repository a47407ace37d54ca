import { linkElement, nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const linkToItself = defineRule({
  code: "link-to-itself",
  severity: "error",
  scope: "link",
  title: "Link from a node to itself",
  explanation:
    "A cable from a device to itself connects nothing, and in a switch it makes a loop that floods the network.",
  check: (context, id) => {
    const link = context.link(id);
    if (link === undefined || link.from.node !== link.to.node) return [];
    if (context.linkedNode(link.from.node) === undefined) return [];
    return [
      {
        elements: [linkElement(id), nodeElement(link.from.node)],
        parameters: {},
        fix: fix("Remove the link", [{ type: "remove-link", id }]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: SERVER })],
    failing: [onLan({ a: SERVER }, { s: { kind: "switch" } }, ["s:port lan:net", "s:port s:port"])],
  },
});
