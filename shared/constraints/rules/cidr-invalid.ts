import { sketch } from "../../design/sketch.ts";
import { formatCidr, parseCidr } from "../../topology/cidr.ts";
import { nodeElement } from "../elements.ts";
import { onLan, SERVER } from "../examples.ts";
import { freeBlock } from "../blocks.ts";
import { fix, nearestCidr, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const cidrInvalid = defineRule({
  code: "cidr-invalid",
  severity: "error",
  scope: "node",
  concerns: ["subnet"],
  title: "Not an address range",
  explanation:
    "A subnet's range is its first address and the length of its prefix, such as 10.0.0.0/24 or fd00:1::/64. Without one its machines get no addresses.",
  check: (context, id) => {
    const node = context.node(id);
    const text = node?.traits.subnet?.cidr;
    if (text === undefined) return [];
    const cidr = parseCidr(text);
    if (cidr?.exact === true) return [];
    const meant = (cidr && formatCidr(cidr)) ?? nearestCidr(text) ?? freeBlock(context, 24);
    return [
      {
        elements: [nodeElement(id)],
        property: "cidr",
        parameters: { cidr: text },
        fix:
          meant === undefined ? undefined : fix(`Use ${meant}`, [setProperty(node, "cidr", meant)]),
      },
    ];
  },
  examples: {
    passing: [
      onLan({ a: SERVER }),
      sketch("Example", { six: { kind: "subnet", cidr: "fd00::/64" } }),
    ],
    failing: ["10.0.0.0/33", "10.0.0.5/24", "10.0.0.300/24", "10.0.0", "office", ""].map((cidr) =>
      sketch("Example", { lan: { kind: "subnet", cidr } }),
    ),
  },
});
