import type { LinkId, NodeId } from "../design/design.ts";
import { instanceId, type InstanceId } from "../design/instances.ts";
import { assignSubnet, type SubnetGateway } from "./assign-subnet.ts";
import { formatAddress, parseAddress, type AddressFamily } from "./cidr.ts";
import { sortedIds } from "./ids.ts";
import type { Topology } from "./topology.ts";

/** The static address of one instance on one of its links. */
export interface InterfaceAddress {
  readonly instance: InstanceId;
  readonly link: LinkId;
  /** The subnet's node id, or the link's own id for a bare cable. */
  readonly network: string;
  readonly family: AddressFamily;
  readonly address: string;
  readonly prefixLength: number;
}

/** Why some of a subnet's instances have no address. */
export interface AddressFault {
  readonly code:
    | "cidr-invalid"
    | "subnet-exhausted"
    | "address-invalid"
    | "address-taken"
    | "gateway-invalid";
  /** Subnet, or the node whose chosen address cannot be used. */
  readonly node: NodeId;
  readonly subnet: NodeId;
  /** The text at fault, or how many instances were left without an address. */
  readonly detail: string;
}

/** Who has which address. The same design always gives the same plan. */
export interface AddressPlan {
  /** undefined: the link leads outside (which gives the address), nowhere, or a fault says why. */
  addressOf(instance: InstanceId, link: LinkId): InterfaceAddress | undefined;
  /** The default gateway of a subnet's machines; null when it has none. */
  gatewayOf(subnet: NodeId): string | null;
  /** The router whose first instance has the gateway's address; null when no router has it. */
  gatewayNodeOf(subnet: NodeId): NodeId | null;
  readonly faults: readonly AddressFault[];
}

/** Which address an instance has in a network already, without prefix length. */
export type KeptAddresses = (instance: InstanceId, network: string) => string | undefined;

const NOTHING_KEPT: KeptAddresses = () => undefined;

/**
 * Hands out static addresses in every subnet and on every bare cable between two single devices. Who has one
 * already keeps it, unless the architect chose it for somebody else.
 */
export function assignAddresses(
  topology: Topology,
  kept: KeptAddresses = NOTHING_KEPT,
): AddressPlan {
  const plan = new Map<string, InterfaceAddress>();
  const gateways = new Map<NodeId, SubnetGateway>();
  const faults: AddressFault[] = [];
  for (const subnet of topology.subnets) {
    const outcome = assignSubnet(topology, subnet, kept);
    for (const entry of outcome.addresses) plan.set(keyOf(entry.instance, entry.link), entry);
    gateways.set(subnet, outcome.gateway);
    faults.push(...outcome.faults);
  }
  for (const entry of cableAddresses(topology, kept))
    plan.set(keyOf(entry.instance, entry.link), entry);
  return {
    addressOf: (instance, link) => plan.get(keyOf(instance, link)),
    gatewayOf: (subnet) => gateways.get(subnet)?.address ?? null,
    gatewayNodeOf: (subnet) => gateways.get(subnet)?.node ?? null,
    faults,
  };
}

function keyOf(instance: InstanceId, link: LinkId): string {
  return `${instance} ${link}`;
}

/**
 * A bare cable gets a block of four from the link-local range (RFC 3927), so that routers joined without a
 * subnet can still forward to each other. A cable that stands for several gets none.
 */
function cableAddresses(topology: Topology, kept: KeptAddresses): InterfaceAddress[] {
  const cables = new Map<LinkId, NodeId[]>();
  for (const id of topology.nodes.keys())
    for (const attachment of topology.attachments(id)) {
      const ends = cables.get(attachment.link) ?? [];
      if (attachment.peer !== null) cables.set(attachment.link, [...ends, id]);
    }
  const links = sortedIds(cables.keys()).slice(0, CABLES);
  const blocks = cableBlocks(links, (link) => {
    const [end] = sortedIds(cables.get(link) ?? []);
    return end === undefined ? undefined : kept(instanceId(end, 1), link);
  });
  return links.flatMap((link) => {
    const ends = sortedIds(cables.get(link) ?? []);
    if (ends.length !== 2 || ends.some((end) => topology.nodes.get(end)?.count !== 1)) return [];
    return ends.map((end, side) => ({
      instance: instanceId(end, 1),
      link,
      network: link,
      family: "ipv4" as const,
      address: formatAddress("ipv4", FIRST_CABLE + BigInt(4 * (blocks.get(link) ?? 0) + 1 + side)),
      prefixLength: 30,
    }));
  });
}

/** The number of each cable's block: the one that its first end is in already, else the next free one. */
function cableBlocks(
  links: readonly LinkId[],
  addressOf: (link: LinkId) => string | undefined,
): ReadonlyMap<LinkId, number> {
  const blocks = new Map<LinkId, number>();
  const taken = new Set<number>();
  for (const link of links) {
    const address = parseAddress(addressOf(link) ?? "");
    const block = address === null ? -1 : Number((address.value - FIRST_CABLE) / 4n);
    if (block < 0 || block >= CABLES || taken.has(block)) continue;
    blocks.set(link, block);
    taken.add(block);
  }
  let next = 0;
  for (const link of links) {
    if (blocks.has(link)) continue;
    while (taken.has(next)) next += 1;
    blocks.set(link, next++);
  }
  return blocks;
}

/** 169.254.1.0; the first and the last 256 addresses of the range are reserved. */
const FIRST_CABLE = 0xa9_fe_01_00n;
const CABLES = (65_536 - 512) / 4;
