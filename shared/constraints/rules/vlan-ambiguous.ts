import { sketch } from "../../design/sketch.ts";
import type { Attachment } from "../../topology/topology.ts";
import { linkElement, nodeElement } from "../elements.ts";
import { FAR, LAN, SERVER } from "../examples.ts";
import { fix, freeVlan, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

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
      .filter(({ ambiguous }) => ambiguous)
      .filter(({ link }) => context.link(link)?.vlan === undefined)
      .map((attachment) => ({
        elements: [linkElement(attachment.link), nodeElement(id)],
        parameters: { count: carried(context, attachment).length },
        fix: nameVlan(context, attachment),
      })),
  examples: {
    passing: [sketch("Example", TWO, [...CABLES, "a:nic s:port vlan=20"])],
    failing: [
      sketch("Example", TWO, [...CABLES, "a:nic s:port"]),
      sketch("Example", { ...TWO, red: LAN, blue: FAR }, [...CABLES, "a:nic s:port"]),
    ],
  },
});

function carried(context: RuleContext, { switches }: Attachment): readonly string[] {
  return switches[0] === undefined ? [] : context.topology().carriedBy(switches[0]);
}

/** Names the VLAN of the first subnet, which gets one where it has none. */
function nameVlan(context: RuleContext, attachment: Attachment) {
  const link = context.link(attachment.link);
  const subnets = carried(context, attachment).map((subnet) => context.node(subnet));
  const tagged = subnets.find((subnet) => (subnet?.traits.subnet?.vlan ?? null) !== null);
  const [subnet] = tagged === undefined ? subnets : [tagged];
  const vlan = subnet?.traits.subnet?.vlan ?? freeVlan(context);
  if (link === undefined || subnet === undefined || vlan === undefined) return undefined;
  return fix(`Use ${context.name(subnet.id) || "the subnet"}, VLAN ${vlan}`, [
    tagged === undefined ? setProperty(subnet, "vlan", vlan) : undefined,
    { type: "put-link", id: attachment.link, link: { ...link, vlan } },
  ]);
}
