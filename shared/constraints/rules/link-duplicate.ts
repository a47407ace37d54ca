import { linkElement } from "../elements.ts";
import { onLan, ROUTER, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const linkDuplicate = defineRule({
  code: "link-duplicate",
  severity: "warning",
  scope: "link",
  title: "The same link twice",
  explanation:
    "Two links join the same ports of the same nodes into the same network. The second takes a port and an address of its own, which is seldom meant.",
  check: (context, id) => {
    const link = context.link(id);
    if (link === undefined || link.from.node === link.to.node) return [];
    const twins = context.linksLike(link);
    const [first] = twins;
    if (first === undefined || first === id) return [];
    return [
      {
        elements: [linkElement(id), linkElement(first)],
        parameters: { count: twins.length },
        fix: fix("Remove this link", [{ type: "remove-link", id }]),
      },
    ];
  },
  examples: {
    passing: [
      onLan({ a: SERVER, b: SERVER }),
      onLan({ a: SERVER, r: ROUTER }, {}, ["a:nic:1 r:nic:1", "a:nic:2 r:nic:2"]),
    ],
    failing: [onLan({ a: SERVER }, {}, ["lan:net a:nic"])],
  },
});
