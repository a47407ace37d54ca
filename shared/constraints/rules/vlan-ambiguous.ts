import { sketch } from "../../design/sketch.ts";
import type { DesignLink, LinkId, NodeId } from "../../design/design.ts";
import { linkElement, nodeElement } from "../elements.ts";
import { FAR, LAN, SERVER } from "../examples.ts";
import { fix, freeVlan, setProperty, vlanOf } from "../fixes.ts";
import { defineRule, type QuickFix, type RuleContext } from "../rule.ts";

const TWO = {
  red: { ...LAN, vlan: 10 },
  blue: { ...LAN, cidr: "10.1.0.0/24", vlan: 20 },
  s: { kind: "switch" },
  a: SERVER,
};
const CABLES = ["s:port red:net", "s:port blue:net"];

export const vlanAmbiguous = defineRule({
  code: "vlan-ambiguous",
  severity: "error",
  scope: "node",
  concerns: ["switch"],
  title: "Which of the switch's subnets?",
  explanation:
    "The switch carries several subnets, told apart by their VLANs. A link into it has to name the VLAN it is for; one that names none is for the only subnet that is linked to that very switch, where there is just one.",
  check: (context, id) => {
    const unclear = context.topology().unclear(id);
    const open = unclear.flatMap(({ node, link }) => {
      const found = context.link(link);
      return found === undefined || found.vlan !== undefined ? [] : [{ node, link, found }];
    });
    if (open.length === 0) return [];
    const machines = [...new Set(open.map(({ node }) => node))];
    return [
      {
        elements: [
          nodeElement(id),
          ...open.map(({ link }) => linkElement(link)),
          ...machines.map(nodeElement),
        ],
        parameters: { links: open.length, count: context.topology().carriedBy(id).length },
        fix: nameVlan(context, id, open),
      },
    ];
  },
  examples: {
    passing: [
      sketch("Example", TWO, [...CABLES, "a:nic s:port vlan=20"]),
      sketch("Example", { ...TWO, t: { kind: "switch" }, b: SERVER }, [
        "s:port red:net",
        "t:port blue:net",
        "s:port t:port",
        "a:nic s:port",
        "b:nic t:port vlan=10",
      ]),
    ],
    failing: [
      sketch("Example", TWO, [...CABLES, "a:nic s:port"]),
      sketch("Example", { ...TWO, b: SERVER }, [...CABLES, "a:nic s:port", "b:nic s:port"]),
      sketch("Example", { ...TWO, red: LAN, blue: FAR }, [...CABLES, "a:nic s:port"]),
    ],
  },
});

/** By the first subnet that has a VLAN, else the first, which gets one. */
function nameVlan(
  context: RuleContext,
  hub: NodeId,
  open: readonly { readonly link: LinkId; readonly found: DesignLink }[],
): QuickFix | undefined {
  const carried = context.topology().carriedBy(hub);
  const tagged = carried.find((subnet) => (context.partOf(subnet, vlanOf) ?? null) !== null);
  const subnet = tagged ?? carried[0];
  const vlan = context.partOf(tagged ?? "", vlanOf) ?? freeVlan(context);
  // Every VLAN is taken.
  if (subnet === undefined || vlan === undefined) return undefined;
  const tag = tagged === undefined ? setProperty(context.node(subnet), "vlan", vlan) : undefined;
  return fix(`Use ${context.name(subnet) || "the subnet"}, VLAN ${vlan}`, [
    tag,
    ...open.map(({ link, found }) => ({
      type: "put-link" as const,
      id: link,
      link: { ...found, vlan },
    })),
  ]);
}
