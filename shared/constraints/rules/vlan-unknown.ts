import { sketch } from "../../design/sketch.ts";
import type { DesignLink } from "../../design/design.ts";
import { linkElement, nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { fix, vlanOf } from "../fixes.ts";
import { defineRule } from "../rule.ts";

const DESIGN = { red: { ...LAN, vlan: 10 }, s: { kind: "switch" }, a: SERVER, b: SERVER };

export const vlanUnknown = defineRule({
  code: "vlan-unknown",
  severity: "error",
  scope: "node",
  concerns: ["switch"],
  title: "VLAN that the switch does not carry",
  explanation: "The link names a VLAN, but no subnet of that VLAN is linked to the switch.",
  check: (context, id) =>
    context
      .topology()
      .unclear(id)
      .flatMap(({ node, link }) => {
        const found = context.link(link);
        if (found?.vlan === undefined) return [];
        const carried = context.topology().carriedBy(id);
        const vlans = carried.flatMap((subnet) => context.partOf(subnet, vlanOf) ?? []);
        const [first] = carried.length === 1 ? [] : vlans;
        return [
          {
            elements: [linkElement(link), nodeElement(node), nodeElement(id)],
            parameters: { vlan: found.vlan, vlans: vlans.join(", ") || "none" },
            fix: fix(first === undefined ? "Name no VLAN" : `Use VLAN ${first}`, [
              { type: "put-link", id: link, link: withVlan(found, first) },
            ]),
          },
        ];
      }),
  examples: {
    passing: [
      sketch("Example", DESIGN, ["s:port red:net", "a:nic s:port vlan=10", "b:nic s:port"]),
    ],
    failing: [
      sketch("Example", DESIGN, ["s:port red:net", "a:nic s:port vlan=99", "b:nic s:port"]),
    ],
  },
});

function withVlan({ vlan: _other, ...plain }: DesignLink, vlan: number | undefined): DesignLink {
  return vlan === undefined ? plain : { ...plain, vlan };
}
