import type { NodeId } from "../design/design.ts";
import { instanceId } from "../design/instances.ts";
import type { AddressFault, InterfaceAddress, KeptAddresses } from "./addresses.ts";
import { formatAddress, hostRange, isHostAddress, parseAddress, parseCidr } from "./cidr.ts";
import type { Cidr } from "./cidr.ts";
import { routersByDistance } from "./gateways.ts";
import type { Attachment, Topology } from "./topology.ts";

export interface SubnetGateway {
  readonly address: string | null;
  readonly node: NodeId | null;
}

interface SubnetOutcome {
  readonly addresses: readonly InterfaceAddress[];
  readonly gateway: SubnetGateway;
  readonly faults: readonly AddressFault[];
}

/** One instance's interface in the subnet that has to get an address. */
interface Slot {
  readonly node: NodeId;
  readonly attachment: Attachment;
  readonly ordinal: number;
  value: bigint | undefined;
}

/** What is known while one subnet is worked on. */
interface Work {
  readonly subnet: NodeId;
  readonly cidr: Cidr;
  readonly slots: readonly Slot[];
  readonly taken: Set<bigint>;
  readonly faults: AddressFault[];
}

/**
 * Addresses of one subnet: first those the architect chose, then the gateway's (its first address unless
 * told otherwise), those that somebody has already, further routers from the top down, everything else from the second address up. So a
 * machine that is added last moves nobody, and neither does a router that comes later.
 */
export function assignSubnet(
  topology: Topology,
  subnet: NodeId,
  kept: KeptAddresses,
): SubnetOutcome {
  const wish = topology.nodes.get(subnet)?.traits.subnet;
  const cidr = wish === undefined ? null : parseCidr(wish.cidr);
  if (wish === undefined || cidr === null) {
    const faults: AddressFault[] =
      wish === undefined ? [] : [{ code: "cidr-invalid", node: subnet, subnet, detail: wish.cidr }];
    return { addresses: [], gateway: { address: null, node: null }, faults };
  }
  const slots = slotsOf(topology, subnet);
  const work: Work = { subnet, cidr, slots, taken: new Set(), faults: [] };
  takeChosen(topology, work);
  const gateway = takeGateway(topology, work, wish.gateway);
  takeKept(work, kept);
  takeFree(topology, work);
  return {
    addresses: slots.flatMap((slot) => addressOf(work, slot)),
    gateway,
    faults: work.faults,
  };
}

function slotsOf(topology: Topology, subnet: NodeId): Slot[] {
  return topology.members(subnet).flatMap((attachment) => {
    const node = topology.nodes.get(attachment.node);
    if (node === undefined || node.traits.forwarding === "outside") return [];
    return Array.from({ length: node.count }, (_, index) => ({
      node: node.id,
      attachment,
      ordinal: index + 1,
      value: undefined,
    }));
  });
}

/** Gives each node's own addresses, as far as they lie in this subnet, to its instances in order. */
function takeChosen(topology: Topology, work: Work): void {
  const byNode = Map.groupBy(work.slots, (slot) => slot.node);
  for (const [node, slots] of byNode) {
    const chosen = topology.nodes.get(node)?.traits.addresses ?? [];
    let next = 0;
    for (const text of chosen) {
      const address = parseAddress(text);
      if (address === null) report(work, "address-invalid", node, text);
      else if (isHostAddress(work.cidr, address)) {
        const slot = slots[next++];
        if (work.taken.has(address.value)) report(work, "address-taken", node, text);
        else if (slot !== undefined) give(work, slot, address.value);
      }
    }
  }
}

/** The gateway's address goes to the first instance of the router nearest to the Internet. */
function takeGateway(topology: Topology, work: Work, wish: string | null): SubnetGateway {
  const nearest = routersByDistance(topology, work.subnet)[0] ?? null;
  const slot = work.slots.find((candidate) => candidate.node === nearest);
  if (wish !== null) {
    const address = parseAddress(wish);
    if (address !== null && isHostAddress(work.cidr, address))
      return takeWishedGateway(work, slot, address.value);
    report(work, "gateway-invalid", work.subnet, wish);
  }
  const { first, last } = hostRange(work.cidr);
  if (slot !== undefined && slot.value === undefined) {
    const free = firstFree(work, first, last, 1n);
    if (free !== undefined) give(work, slot, free);
  }
  if (slot?.value === undefined) return { address: null, node: null };
  return { address: formatAddress(work.cidr.family, slot.value), node: slot.node };
}

function takeWishedGateway(work: Work, slot: Slot | undefined, value: bigint): SubnetGateway {
  const address = formatAddress(work.cidr.family, value);
  const holder = work.slots.find((candidate) => candidate.value === value);
  if (holder === undefined && slot !== undefined && slot.value === undefined)
    give(work, slot, value);
  // Without a router to hold it, nobody else may have it either: it may belong to one outside the design.
  work.taken.add(value);
  return { address, node: holder?.node ?? (slot?.value === value ? slot.node : null) };
}

function takeKept(work: Work, kept: KeptAddresses): void {
  for (const slot of work.slots) {
    if (slot.value !== undefined) continue;
    const address = parseAddress(kept(instanceId(slot.node, slot.ordinal), work.subnet) ?? "");
    if (address === null || !isHostAddress(work.cidr, address)) continue;
    if (!work.taken.has(address.value)) give(work, slot, address.value);
  }
}

function takeFree(topology: Topology, work: Work): void {
  const { first, last } = hostRange(work.cidr);
  const second = first < last ? first + 1n : first;
  let low = second;
  let high = last;
  let left = 0;
  for (const slot of work.slots) {
    if (slot.value !== undefined) continue;
    const routes = topology.nodes.get(slot.node)?.traits.forwarding === "router";
    const free = routes ? firstFree(work, high, second, -1n) : firstFree(work, low, last, 1n);
    // The first address is kept for a gateway as long as another is free.
    const value = free ?? firstFree(work, first, first, 1n);
    if (value === undefined) left += 1;
    else {
      give(work, slot, value);
      if (routes) high = value;
      else low = value;
    }
  }
  if (left > 0) report(work, "subnet-exhausted", work.subnet, String(left));
}

function firstFree(work: Work, from: bigint, to: bigint, step: 1n | -1n): bigint | undefined {
  const end = to + step;
  for (let value = from; value !== end; value += step) if (!work.taken.has(value)) return value;
  return undefined;
}

function give(work: Work, slot: Slot, value: bigint): void {
  slot.value = value;
  work.taken.add(value);
}

function report(work: Work, code: AddressFault["code"], node: NodeId, detail: string): void {
  work.faults.push({ code, node, subnet: work.subnet, detail });
}

function addressOf(work: Work, slot: Slot): InterfaceAddress[] {
  if (slot.value === undefined) return [];
  return [
    {
      instance: instanceId(slot.node, slot.ordinal),
      link: slot.attachment.link,
      network: work.subnet,
      family: work.cidr.family,
      address: formatAddress(work.cidr.family, slot.value),
      prefixLength: work.cidr.prefixLength,
    },
  ];
}
