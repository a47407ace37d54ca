import { sketch } from "../../design/sketch.ts";
import type { Forwarding } from "../../kinds/component-kind.ts";
import {
  cidrAround,
  formatCidr,
  hostCapacity,
  overlaps,
  parseCidr,
  type Cidr,
} from "../../topology/cidr.ts";
import { nodeElement } from "../elements.ts";
import { LAN, SERVER } from "../examples.ts";
import { freeBlock, usedBlocks } from "../blocks.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** What in a subnet has an address of it; the Internet has not. */
const ADDRESSED = ["endpoint", "router", "proxy"] as const satisfies readonly Forwarding[];

export const subnetSmall = defineRule({
  code: "subnet-small",
  severity: "error",
  scope: "node",
  concerns: ["subnet"],
  title: "Subnet too small",
  explanation:
    "Every machine and router in a subnet needs an address of its own, and the range has fewer of them.",
  measures: [{ what: "Addresses", unit: "", have: "available", need: "needed" }],
  check: (context, id) => {
    const node = context.node(id);
    const cidr = parseCidr(node?.traits.subnet?.cidr ?? "");
    if (node === undefined || cidr === null) return [];
    const needed = ADDRESSED.reduce(
      (sum, forwarding) => sum + context.instancesIn(id, "forwarding", forwarding),
      0,
    );
    const available = hostCapacity(cidr);
    if (BigInt(needed) <= available) return [];
    const larger = enlarged(context, id, cidr, needed);
    return [
      {
        elements: [nodeElement(id)],
        property: "cidr",
        parameters: { cidr: formatCidr(cidr), needed, available: Number(available) },
        fix:
          larger === undefined
            ? undefined
            : fix(`Use ${larger}`, [setProperty(node, "cidr", larger)]),
      },
    ];
  },
  examples: {
    passing: [
      sketch("Example", { lan: { ...LAN, cidr: "10.0.0.0/28" }, a: { ...SERVER, count: 14 } }, [
        "a:nic lan:net",
      ]),
    ],
    failing: [
      sketch("Example", { lan: { ...LAN, cidr: "10.0.0.0/29" }, a: { ...SERVER, count: 12 } }, [
        "a:nic lan:net",
      ]),
      sketch(
        "Example",
        {
          lan: { ...LAN, cidr: "10.0.0.0/29" },
          far: { ...LAN, cidr: "10.0.0.8/29" },
          a: { ...SERVER, count: 12 },
        },
        ["a:nic lan:net"],
      ),
    ],
  },
});

/** The same range widened until all have room, with a place for a gateway; elsewhere where it would overlap. */
function enlarged(
  context: RuleContext,
  id: string,
  cidr: Cidr,
  needed: number,
): string | undefined {
  const { family, network } = cidr;
  for (let prefixLength = cidr.prefixLength - 1; prefixLength >= 1; prefixLength--) {
    const wider = cidrAround({ family, value: network }, prefixLength);
    if (hostCapacity(wider) <= BigInt(needed)) continue;
    const clash = usedBlocks(context, id).some((other) => overlaps(other, wider));
    return clash ? freeBlock(context, prefixLength, family, id) : formatCidr(wider);
  }
  return undefined;
}
