import { isHostAddress, parseAddress, parseCidr } from "../../topology/cidr.ts";
import { rangeOf } from "../blocks.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const addressInvalid = defineRule({
  code: "address-invalid",
  severity: "error",
  scope: "node",
  concerns: ["addresses"],
  title: "Fixed address cannot be used",
  explanation:
    "A fixed address must be an address of a subnet the machine is linked to, other than the range's first and last, and there can be no more of them than machines.",
  check: (context, id) => {
    const node = context.node(id);
    const chosen = node?.traits.addresses ?? [];
    if (node === undefined || chosen.length === 0) return [];
    const blocks = context
      .topology()
      .subnetsOf(id)
      .flatMap((subnet) => parseCidr(context.partOf(subnet, rangeOf) ?? "") ?? []);
    const taken = new Map<(typeof blocks)[number], number>();
    const usable = chosen.filter((text) => {
      const address = parseAddress(text);
      const block = address && blocks.find((one) => isHostAddress(one, address));
      if (!block) return false;
      taken.set(block, (taken.get(block) ?? 0) + 1);
      return (taken.get(block) ?? 0) <= node.count;
    });
    if (usable.length === chosen.length) return [];
    const wrong = chosen.filter((text) => !usable.includes(text));
    return [
      {
        elements: [nodeElement(id)],
        property: "addresses",
        parameters: { addresses: wrong.join(", "), count: wrong.length },
        fix: fix("Keep only those that can be used", [setProperty(node, "addresses", usable)]),
      },
    ];
  },
  examples: {
    passing: [onLan({ a: { ...SERVER, count: 2, addresses: ["10.0.0.10", "10.0.0.11"] } })],
    failing: [
      onLan({ a: { ...SERVER, addresses: ["192.168.7.1"] } }),
      onLan({ a: { ...SERVER, addresses: ["10.0.0.0"] } }),
      onLan({ a: { ...SERVER, addresses: ["ten"] } }),
      onLan({ a: { ...SERVER, addresses: ["10.0.0.10", "10.0.0.11"] } }),
    ],
  },
});
