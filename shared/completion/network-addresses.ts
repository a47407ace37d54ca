import { freeBlock, usedBlocks } from "../constraints/blocks.ts";
import type { NodeId } from "../design/design.ts";
import { counted } from "../kinds/values.ts";
import {
  cidrAround,
  formatCidr,
  hostCapacity,
  isHostAddress,
  overlaps,
  parseAddress,
  parseCidr,
  type Address,
  type Cidr,
} from "../topology/cidr.ts";
import type { Draft } from "./draft.ts";

/** What people expect a network to be, as long as it is enough. */
const USUAL_PREFIX = 24;
const WIDEST_PREFIX = 8;

/** Gives every subnet whose range is open one that is large enough and overlaps no other. */
export function chooseAddresses(draft: Draft): void {
  for (const id of draft.context.find("forwarding", "segment")) {
    const isOwn = Object.hasOwn(draft.design().nodes, id);
    if (isOwn && draft.isOpen(id, "cidr")) chooseRange(draft, id);
  }
}

function chooseRange(draft: Draft, id: NodeId): void {
  const { context } = draft;
  const members = context
    .topology()
    .members(id)
    .flatMap((member) => context.node(member.node) ?? [])
    .filter(({ traits }) => traits.forwarding !== "outside");
  const needed = members.reduce((sum, { count }) => sum + count, 0);
  const fixed = [
    context.node(id)?.traits.subnet?.gateway ?? "",
    ...members.flatMap(({ traits }) => traits.addresses ?? []),
  ].flatMap((text) => parseAddress(text) ?? []);
  const cidr = rangeFor(draft, id, needed, fixed);
  if (cidr === undefined) return;
  draft.apply({ type: "set-property", id, property: "cidr", value: cidr });
  const found = parseCidr(cidr);
  const room = found === null ? 0 : Number(hostCapacity(found));
  draft.explain({
    key: `${id}/cidr`,
    node: id,
    title: `Addresses of ${context.name(id)}`,
    value: cidr,
    name: cidr,
    reason: `${room} addresses for ${counted(needed, "machine")} and routers of it; overlaps no other network of the design.`,
    isOpen: false,
  });
}

/** Around the addresses that are set, else the present default, else the first free block. */
function rangeFor(
  { context }: Draft,
  id: NodeId,
  needed: number,
  fixed: readonly Address[],
): string | undefined {
  const [first] = fixed;
  const family = first?.family ?? "ipv4";
  const present = parseCidr(context.node(id)?.traits.subnet?.cidr ?? "");
  for (let prefix = family === "ipv4" ? USUAL_PREFIX : 64; prefix >= WIDEST_PREFIX; prefix--) {
    const fits = (cidr: Cidr): boolean =>
      // One to spare, so that a gateway still finds its place.
      hostCapacity(cidr) > BigInt(needed) &&
      fixed.every((address) => isHostAddress(cidr, address)) &&
      !usedBlocks(context, id).some((other) => overlaps(other, cidr));
    if (first === undefined && present?.prefixLength === prefix && fits(present))
      return formatCidr(present);
    const block =
      first === undefined
        ? parseCidr(freeBlock(context, prefix, family, id) ?? "")
        : cidrAround(first, prefix);
    if (block !== null && fits(block)) return formatCidr(block);
  }
  return undefined;
}
