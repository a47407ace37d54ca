import { sketch } from "../../design/sketch.ts";
import { formatCidr, parseAddress, parseCidr, type Cidr } from "../../topology/cidr.ts";
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
        parameters: { cidr: text, why: whyNot(text, cidr) },
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

/** Ends the sentence: what is wrong with the text, in the words of whoever wrote it. */
function whyNot(text: string, cidr: Cidr | null): string {
  if (cidr !== null) return `that is one address inside ${formatCidr(cidr)}`;
  const [head = "", prefix] = text.trim().split("/");
  const address = parseAddress(head);
  if (address === null) return "write a first address and a prefix, such as 10.0.0.0/24";
  if (prefix === undefined)
    return `the length of the prefix is missing, as in ${head}/${address.family === "ipv4" ? 24 : 64}`;
  return `a prefix goes from /0 to /${address.family === "ipv4" ? 32 : 128}`;
}
