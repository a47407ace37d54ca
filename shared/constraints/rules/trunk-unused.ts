import { sketch } from "../../design/sketch.ts";
import type { NodeId } from "../../design/design.ts";
import type { DesignEdit } from "../../design/edit.ts";
import { endsOf, linkElement, nodeElement } from "../elements.ts";
import { FAR, LAN, SERVER } from "../examples.ts";
import { fix } from "../fixes.ts";
import { joinByRouter } from "../joining.ts";
import { defineRule, type RuleContext } from "../rule.ts";

const DESIGN = {
  lan: { ...LAN, vlan: 10 },
  far: { ...FAR, vlan: 20 },
  left: { kind: "switch" },
  right: { kind: "switch" },
  a: SERVER,
  b: SERVER,
};
const CABLES = ["left:port lan:net", "right:port far:net", "left:port right:port"];

export const trunkUnused = defineRule({
  code: "trunk-unused",
  severity: "warning",
  scope: "link",
  title: "Switches joined, subnets not",
  explanation:
    "Each of the two switches has a subnet of its own, and machines are in that of the switch they are plugged into. A link between the switches lets a machine of one be in the subnet of the other, if its own link names the VLAN; it does not let the subnets reach each other: that takes a router.",
  check: (context, id) => {
    const link = context.link(id);
    const ends = link && endsOf(context, link);
    if (ends === undefined || ends[0].id === ends[1].id) return [];
    if (!ends.every(({ node }) => node.traits.forwarding === "switch")) return [];
    const topology = context.topology();
    const [here, there] = ends.map((end) => topology.ownSubnet(end.id));
    if (!here || !there || here === there || topology.crossing(id).length > 0) return [];
    const remove = { type: "remove-link", id } as const;
    const [best, ...otherFixes] = [
      routeInstead(context, here, there, remove),
      fix("Remove the link", [remove]),
    ].filter((way) => way !== undefined);
    return [
      {
        elements: [linkElement(id), ...ends.map((end) => nodeElement(end.id))],
        parameters: {},
        fix: best,
        otherFixes,
      },
    ];
  },
  examples: {
    passing: [
      sketch("Example", DESIGN, [...CABLES, "a:nic left:port", "b:nic right:port vlan=10"]),
      sketch("Example", { lan: LAN, left: { kind: "switch" }, right: { kind: "switch" } }, [
        "left:port lan:net",
        "left:port right:port",
      ]),
    ],
    failing: [sketch("Example", DESIGN, [...CABLES, "a:nic left:port", "b:nic right:port"])],
  },
});

/** Nothing where some router is in both subnets already: then only the link is one too many. */
function routeInstead(context: RuleContext, here: NodeId, there: NodeId, remove: DesignEdit) {
  const routersOf = (subnet: NodeId) =>
    context
      .topology()
      .routers(subnet)
      .map(({ node }) => node);
  const known = new Set(routersOf(here));
  if (routersOf(there).some((router) => known.has(router))) return undefined;
  const router = joinByRouter(context, here, there);
  return router && fix("Join the subnets by a router instead", [remove, ...router.edits]);
}
