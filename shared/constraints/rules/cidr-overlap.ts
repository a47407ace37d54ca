import { sketch } from "../../design/sketch.ts";
import { cidrSize, formatCidr, parseCidr, type Cidr } from "../../topology/cidr.ts";
import { nodeElement } from "../elements.ts";
import { LAN } from "../examples.ts";
import { fix, freeBlock, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";

export const cidrOverlap = defineRule({
  code: "cidr-overlap",
  severity: "error",
  scope: "design",
  title: "Overlapping address ranges",
  explanation:
    "An address must belong to one subnet only, or a router cannot tell where to send what is for it.",
  check: (context) => {
    const subnets = context.keys("cidr").flatMap((block) => {
      const cidr = parseCidr(block);
      return cidr === null ? [] : context.find("cidr", block).map((id) => ({ id, cidr }));
    });
    return overlapping(subnets).map(({ first, second }, index) => {
      const free =
        index >= MOST_FIXED
          ? undefined
          : freeBlock(context, second.cidr.prefixLength, second.cidr.family, second.id);
      return {
        elements: [nodeElement(second.id), nodeElement(first.id)],
        property: "cidr",
        parameters: { second: formatCidr(second.cidr), first: formatCidr(first.cidr) },
        fix:
          free === undefined
            ? undefined
            : fix(`Use ${free}`, [setProperty(context.node(second.id), "cidr", free)]),
      };
    });
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

/** Each fix looks at every subnet; once these are mended the next ones get theirs. */
const MOST_FIXED = 20;

interface Block {
  readonly id: string;
  readonly cidr: Cidr;
}

/** Each block that lies in, or is equal to, an earlier or wider one, with that one. A sweep: n log n. */
function overlapping(subnets: readonly Block[]): { first: Block; second: Block }[] {
  const sorted = subnets.toSorted(
    (a, b) =>
      a.cidr.family.localeCompare(b.cidr.family) ||
      Number(a.cidr.network > b.cidr.network) - Number(a.cidr.network < b.cidr.network) ||
      a.cidr.prefixLength - b.cidr.prefixLength,
  );
  let widest: Block | undefined;
  const found: { first: Block; second: Block }[] = [];
  for (const block of sorted) {
    const inside =
      widest !== undefined &&
      widest.cidr.family === block.cidr.family &&
      block.cidr.network < widest.cidr.network + cidrSize(widest.cidr);
    if (widest !== undefined && inside) found.push({ first: widest, second: block });
    else widest = block;
  }
  return found;
}
