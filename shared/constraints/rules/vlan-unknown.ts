import { sketch } from "../../design/sketch.ts";
import { linkElement, nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix, vlanOf } from "../fixes.ts";
import { defineRule } from "../rule.ts";

const DESIGN = { red: { ...LAN, vlan: 10 }, s: { kind: "switch" }, a: SERVER };

export const vlanUnknown = defineRule({
  code: "vlan-unknown",
  severity: "error",
  scope: "node",
  title: "VLAN that the switch does not carry",
  explanation: "The link names a VLAN, but no subnet of that VLAN is linked to the switch.",
  check: (context, id) =>
    context
      .topology()
      .attachments(id)
      .flatMap((attachment) => {
        const link = attachment.ambiguous ? context.link(attachment.link) : undefined;
        const [hub] = attachment.switches;
        if (link?.vlan === undefined || hub === undefined) return [];
        const carried = context.topology().carriedBy(hub);
        const vlans = carried.flatMap((subnet) => context.partOf(subnet, vlanOf) ?? []);
        const { vlan, ...plain } = link;
        const [first] = vlans;
        return [
          {
            elements: [linkElement(attachment.link), nodeElement(id), nodeElement(hub)],
            parameters: { vlan, vlans: vlans.join(", ") || "none" },
            fix: fix(
              first === undefined || carried.length === 1 ? "Name no VLAN" : `Use VLAN ${first}`,
              [
                {
                  type: "put-link",
                  id: attachment.link,
                  link:
                    first === undefined || carried.length === 1 ? plain : { ...link, vlan: first },
                },
              ],
            ),
          },
        ];
      }),
  examples: {
    passing: [sketch("Example", DESIGN, ["s:port red:net", "a:nic s:port vlan=10"])],
    failing: [sketch("Example", DESIGN, ["s:port red:net", "a:nic s:port vlan=99"])],
  },
});
