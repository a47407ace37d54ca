import { sketch } from "../../design/sketch.ts";
import { cidrAround, formatCidr, parseCidr, type Cidr } from "../../topology/cidr.ts";
import { freeBlock, rangeOf } from "../blocks.ts";
import { nodeElement } from "../elements.ts";
import { LAN } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { prefixKey } from "../indexes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

export const cidrOverlap = defineRule({
  code: "cidr-overlap",
  severity: "error",
  scope: "node",
  concerns: ["subnet"],
  title: "Overlapping address ranges",
  explanation:
    "An address must belong to one subnet only, or a router cannot tell where to send what is for it.",
  check: (context, id) => {
    const node = context.node(id);
    const cidr = parseCidr(node?.traits.subnet?.cidr ?? "");
    if (cidr === null) return [];
    const first = widestAround(context, cidr);
    const block = parseCidr(context.partOf(first ?? "", rangeOf) ?? "");
    if (first === undefined || block === null || first === id) return [];
    const free = freeBlock(context, cidr.prefixLength, cidr.family);
    return [
      {
        elements: [nodeElement(id), nodeElement(first)],
        property: "cidr",
        parameters: { second: formatCidr(cidr), first: formatCidr(block) },
        fix: free === undefined ? undefined : fix(`Use ${free}`, [setProperty(node, "cidr", free)]),
      },
    ];
  },
  examples: {
    passing: [sketch("Example", { lan: LAN, far: { ...LAN, cidr: "10.0.1.0/24" } })],
    failing: [
      sketch("Example", { lan: LAN, far: LAN }),
      sketch("Example", {
        lan: { ...LAN, cidr: "10.0.0.0/16" },
        far: { ...LAN, cidr: "10.0.7.0/24" },
      }),
      sketch("Example", {
        a: { ...LAN, cidr: "10.0.0.0/24" },
        b: { ...LAN, cidr: "10.0.0.128/25" },
        c: { ...LAN, cidr: "10.0.0.192/26" },
      }),
    ],
  },
});

/** The first subnet of the widest block around this one. Blocks never overlap in part: one lies in the other. */
function widestAround(context: RuleContext, { family, network, prefixLength }: Cidr) {
  // The numbers are compared as such by keys(), so wider blocks come first.
  for (const key of context.keys("prefix")) {
    const length = Number(key.split(" ")[1]);
    if (key !== prefixKey(family, length) || length > prefixLength) continue;
    const wider = cidrAround({ family, value: network }, length);
    const [first] = context.find("cidr", formatCidr(wider));
    if (first !== undefined) return first;
  }
  return undefined;
}
