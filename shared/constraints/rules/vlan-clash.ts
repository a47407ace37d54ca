import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { FAR, LAN } from "../examples.ts";
import { fix, freeVlan, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const vlanClash = defineRule({
  code: "vlan-clash",
  severity: "error",
  scope: "node",
  concerns: ["subnet"],
  title: "Two subnets in one VLAN",
  explanation:
    "A VLAN keeps one network apart from the others. Two subnets in the same one would hear each other.",
  check: (context, id) => {
    const node = context.node(id);
    const vlan = node?.traits.subnet?.vlan ?? null;
    if (vlan === null) return [];
    const [first] = context.find("vlan", String(vlan));
    if (first === undefined || first === id) return [];
    const free = freeVlan(context);
    return [
      {
        elements: [nodeElement(id), nodeElement(first)],
        property: "vlan",
        parameters: { vlan },
        fix:
          free === undefined
            ? undefined
            : fix(`Use VLAN ${free}`, [setProperty(node, "vlan", free)]),
      },
    ];
  },
  examples: {
    passing: [sketch("Example", { lan: { ...LAN, vlan: 10 }, far: { ...FAR, vlan: 11 } })],
    failing: [sketch("Example", { lan: { ...LAN, vlan: 10 }, far: { ...FAR, vlan: 10 } })],
  },
});
