import { formatCidr, overlaps, parseCidr, type Cidr } from "../topology/cidr.ts";
import type { Topology } from "../topology/topology.ts";

const EVERYTHING = ["0.0.0.0/0", "::/0"]
  .map((text) => parseCidr(text))
  .filter((one) => one !== null);

/**
 * The world outside as CIDRs: every address (of the families the design uses) but those of its own subnets, so that a rule that
 * lets the Internet in does not by the way open one subnet to another.
 */
export function blocksOutside(topology: Topology): readonly string[] {
  const inside = topology.subnets
    .map((id) => parseCidr(topology.nodes.get(id)?.traits.subnet?.cidr ?? ""))
    .filter((cidr) => cidr !== null);
  const families = new Set(inside.map(({ family }) => family));
  return EVERYTHING.filter(({ family }) => families.size === 0 || families.has(family))
    .flatMap((block) => without(block, inside))
    .map(formatCidr);
}

/** Halves a block until each part lies wholly inside or wholly outside of what is taken away. */
function without(block: Cidr, removed: readonly Cidr[]): readonly Cidr[] {
  const hit = removed.filter((one) => overlaps(block, one));
  if (hit.length === 0) return [block];
  if (hit.some((one) => one.prefixLength <= block.prefixLength)) return [];
  const prefixLength = block.prefixLength + 1;
  const bits = block.family === "ipv4" ? 32 : 128;
  const upper = block.network + (1n << BigInt(bits - prefixLength));
  return [block.network, upper].flatMap((network) =>
    without({ ...block, network, prefixLength }, hit),
  );
}
