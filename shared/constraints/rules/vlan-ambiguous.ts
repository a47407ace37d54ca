import { sketch } from "../../design/sketch.ts";
import type { DesignLink, LinkId, NodeId } from "../../design/design.ts";
import type { DesignEdit } from "../../design/edit.ts";
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
  title: "Which of the switch's subnets?",
  explanation:
    "The switch carries several subnets, told apart by their VLANs. A link into it has to name the VLAN it is for.",
  check: (context, id) =>
    context
      .topology()
      .attachments(id)
      .flatMap((attachment) => {
        const link = attachment.ambiguous ? context.link(attachment.link) : undefined;
        const [hub] = attachment.switches;
        if (link === undefined || link.vlan !== undefined || hub === undefined) return [];
        const choice = choiceAt(context, hub);
        return [
          {
            elements: [linkElement(attachment.link), nodeElement(id)],
            parameters: { count: choice.count },
            fix: nameVlan(choice, attachment.link, link),
          },
        ];
      }),
  examples: {
    passing: [sketch("Example", TWO, [...CABLES, "a:nic s:port vlan=20"])],
    failing: [
      sketch("Example", TWO, [...CABLES, "a:nic s:port"]),
      sketch("Example", { ...TWO, red: LAN, blue: FAR }, [...CABLES, "a:nic s:port"]),
    ],
  },
});

/** How a link into a switch can name one of its subnets. */
interface Choice {
  readonly count: number;
  /** Left out where every VLAN is taken. */
  readonly way?: { readonly title: string; readonly vlan: number; readonly tag?: DesignEdit };
}

/** The first subnet that has a VLAN, else the first, which gets one; worked out once for all of a switch's links. */
function choiceAt(context: RuleContext, hub: NodeId): Choice {
  return context.derive(`subnet to name at ${hub}`, () => {
    const carried = context.topology().carriedBy(hub);
    const count = carried.length;
    const tagged = carried.find((subnet) => (context.partOf(subnet, vlanOf) ?? null) !== null);
    const subnet = tagged ?? carried[0];
    const vlan = context.partOf(tagged ?? "", vlanOf) ?? freeVlan(context);
    if (subnet === undefined || vlan === undefined) return { count };
    const title = `Use ${context.name(subnet) || "the subnet"}, VLAN ${vlan}`;
    const tag = tagged === undefined && setProperty(context.node(subnet), "vlan", vlan);
    return { count, way: { title, vlan, ...(tag && { tag }) } };
  });
}

function nameVlan({ way }: Choice, id: LinkId, link: DesignLink): QuickFix | undefined {
  return (
    way && fix(way.title, [way.tag, { type: "put-link", id, link: { ...link, vlan: way.vlan } }])
  );
}
