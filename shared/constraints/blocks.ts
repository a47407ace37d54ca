import type { NodeId } from "../design/design.ts";
import { cidrAround, cidrSize, formatCidr, parseCidr, type Cidr } from "../topology/cidr.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** The block that a subnet asks for; see RuleContext.partOf. */
export function rangeOf({ traits }: RuleNode): string | undefined {
  return traits.subnet?.cidr;
}

/** Every subnet's valid block, each once; one that only the excepted subnet has is left out. */
export function usedBlocks(context: RuleContext, except?: NodeId): readonly Cidr[] {
  const own = parseCidr((except && context.partOf(except, rangeOf)) ?? "");
  const spared = own === null ? undefined : formatCidr(own);
  return context
    .keys("cidr")
    .filter((key) => key !== spared || context.find("cidr", key).length > 1)
    .flatMap((key) => parseCidr(key) ?? []);
}

/** Where free blocks are looked for: the private ranges of RFC 1918, and one of RFC 4193. */
const PRIVATE = {
  ipv4: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  ipv6: ["fd00::/48"],
} as const;

/** The first private block of a prefix length that overlaps none of the design's, or undefined. */
export function freeBlock(
  context: RuleContext,
  prefixLength: number,
  family: Cidr["family"] = "ipv4",
  except?: NodeId,
): string | undefined {
  return context.derive(`free block ${family} ${prefixLength} ${except ?? ""}`, () =>
    findBlock(context, prefixLength, family, except),
  );
}

function findBlock(
  context: RuleContext,
  prefixLength: number,
  family: Cidr["family"],
  except: NodeId | undefined,
): string | undefined {
  const used = usedBlocks(context, except)
    .filter((block) => block.family === family)
    .sort((a, b) => (a.network < b.network ? -1 : 1));
  for (const range of PRIVATE[family]) {
    const whole = parseCidr(range);
    if (whole === null || whole.prefixLength > prefixLength) continue;
    const free = firstGap(used, whole, prefixLength);
    if (free !== undefined) return formatCidr(free);
  }
  return undefined;
}

/** `used` in order of addresses: each one in the way moves the candidate behind it. */
function firstGap(used: readonly Cidr[], whole: Cidr, prefixLength: number): Cidr | undefined {
  const { family } = whole;
  let candidate = cidrAround({ family, value: whole.network }, prefixLength);
  const size = cidrSize(candidate);
  for (const block of used) {
    const end = block.network + cidrSize(block);
    if (end <= candidate.network) continue;
    if (block.network >= candidate.network + size) break;
    candidate = cidrAround({ family, value: end + size - 1n }, prefixLength);
  }
  return candidate.network + size <= whole.network + cidrSize(whole) ? candidate : undefined;
}
