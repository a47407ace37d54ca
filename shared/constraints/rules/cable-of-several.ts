import { sketch } from "../../design/sketch.ts";
import { endsOf, linkElement, nodeElement } from "../elements.ts";
import { LAN, ROUTER, SERVER } from "../examples.ts";
import { freeBlock } from "../blocks.ts";
import { fix, newLink, newNode, portOfKind } from "../fixes.ts";
import { defineRule, type LinkEnd, type RuleContext } from "../rule.ts";

const JOINED: ReadonlySet<string> = new Set(["endpoint", "router", "proxy"]);

export const cableOfSeveral = defineRule({
  code: "cable-of-several",
  severity: "error",
  scope: "link",
  title: "One cable for several machines",
  explanation:
    "A cable without a subnet joins exactly two devices. Where a node stands for several, they need a network between them.",
  check: (context, id) => {
    const link = context.link(id);
    const ends = link && endsOf(context, link);
    if (ends === undefined || ends[0].id === ends[1].id) return [];
    const bare = ends.every(
      ({ node, group }) => JOINED.has(node.traits.forwarding) && group?.medium === "ethernet",
    );
    if (!bare || ends.every(({ node }) => node.count === 1)) return [];
    return [
      {
        elements: [linkElement(id), ...ends.map((end) => nodeElement(end.id))],
        parameters: { count: Math.max(ends[0].node.count, ends[1].node.count) },
        fix: putSubnetBetween(context, id, ends),
      },
    ];
  },
  examples: {
    passing: [
      sketch("Example", { lan: LAN, a: SERVER, r: ROUTER }, ["a:nic r:nic", "r:nic lan:net"]),
    ],
    failing: [
      sketch("Example", { lan: LAN, a: { ...SERVER, count: 3 }, r: ROUTER }, [
        "a:nic r:nic",
        "r:nic lan:net",
      ]),
    ],
  },
});

function putSubnetBetween(
  context: RuleContext,
  id: string,
  [from, to]: readonly [LinkEnd, LinkEnd],
) {
  const cidr = freeBlock(context, 24);
  if (cidr === undefined) return undefined;
  const subnet = newNode(context, "subnet", from.id, { cidr });
  const net = portOfKind(context, "subnet", "ethernet");
  return fix(`Put a subnet ${cidr} between them`, [
    { type: "remove-link", id },
    subnet.edit,
    newLink(context, [from.id, from.port], [subnet.id, net]),
    newLink(context, [to.id, to.port], [subnet.id, net]),
  ]);
}
