import { sketch } from "../../design/sketch.ts";
import { endsOf, linkElement, nodeElement } from "../elements.ts";
import { FAR, INTERNET, LAN, ROUTER, SERVER } from "../examples.ts";
import { fix, newLink, newNode, portOfKind } from "../fixes.ts";
import { defineRule, type LinkEnd, type RuleContext } from "../rule.ts";

export const subnetsLinked = defineRule({
  code: "subnets-linked",
  severity: "error",
  scope: "link",
  title: "Networks linked without a router",
  explanation:
    "Packets pass from one subnet to another, or to the Internet, only through something that forwards them: a router or a firewall.",
  check: (context, id) => {
    const link = context.link(id);
    const ends = link && endsOf(context, link);
    if (ends === undefined || ends[0].id === ends[1].id) return [];
    const isNetwork = ({ node }: LinkEnd): boolean =>
      node.traits.forwarding === "segment" || node.traits.forwarding === "outside";
    if (!ends.every(isNetwork)) return [];
    return [
      {
        elements: [linkElement(id), ...ends.map((end) => nodeElement(end.id))],
        parameters: {},
        fix: putRouterBetween(context, id, ends),
      },
    ];
  },
  examples: {
    passing: [
      sketch("Example", { lan: LAN, far: FAR, r: ROUTER }, ["r:nic lan:net", "r:nic far:net"]),
    ],
    failing: [
      sketch("Example", { lan: LAN, far: FAR }, ["lan:net far:net"]),
      sketch("Example", { lan: LAN, world: INTERNET, a: SERVER }, [
        "lan:net world:net",
        "a:nic lan:net",
      ]),
    ],
  },
});

function putRouterBetween(
  context: RuleContext,
  id: string,
  [from, to]: readonly [LinkEnd, LinkEnd],
) {
  const router = newNode(context, "router", from.id);
  const port = portOfKind(context, "router", "ethernet");
  return fix("Put a router between them", [
    { type: "remove-link", id },
    router.edit,
    newLink(context, [router.id, port], [from.id, from.port]),
    newLink(context, [router.id, port], [to.id, to.port]),
  ]);
}
