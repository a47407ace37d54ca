import type { LinkId, NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";

/** One network port of a node seen at layer 3: the link it uses and the subnet that link leads to. */
export interface Attachment {
  readonly node: NodeId;
  readonly port: string;
  readonly link: LinkId;
  /** The subnet, or null: the way outside, a cable between two devices, or an unfinished drawing. */
  readonly subnet: NodeId | null;
  /** The Internet at the other end, where there is no subnet between. */
  readonly outside: NodeId | null;
  /** The device at the other end of a bare cable. */
  readonly peer: NodeId | null;
  /** Switches passed on the way to the subnet, nearest first. */
  readonly switches: readonly NodeId[];
  /** Links between those switches, in the same order. */
  readonly trunks: readonly LinkId[];
  /** True when the switch carries several subnets and it is not clear which of them the link is for. */
  readonly ambiguous: boolean;
}

/**
 * Who is in which network, worked out from links and forwarding. A link from a machine to a switch joins
 * it to the switch's only subnet, or to the one whose VLAN the link names. Switches linked to each other
 * carry all subnets of both; a link that names no VLAN is then for the one that is linked to its own switch.
 */
export interface Topology {
  readonly nodes: ReadonlyMap<NodeId, ResolvedNode>;
  /** Subnets in the order of their ids (see ids.ts). */
  readonly subnets: readonly NodeId[];
  attachments(node: NodeId): readonly Attachment[];
  /** True when there are any. */
  isPlugged(node: NodeId): boolean;
  /** Everything attached to a subnet, in order of node id then link id (see ids.ts). */
  members(subnet: NodeId): readonly Attachment[];
  /** Those of them that forward packets: routers and firewalls. */
  routers(subnet: NodeId): readonly Attachment[];
  /** Subnets the node is in, without repeats. */
  subnetsOf(node: NodeId): readonly NodeId[];
  /** Nodes that can be reached at layer 3 from a node, over routers and proxies, itself included. */
  reachable(node: NodeId): ReadonlySet<NodeId>;
  /** Subnets carried by a switch and those joined to it; for anything but a switch, none. */
  carriedBy(node: NodeId): readonly NodeId[];
  /** Of a switch that carries several subnets, the only one linked to itself; null where there is no such. */
  ownSubnet(node: NodeId): NodeId | null;
  /** Who gets to a subnet over a link between switches. */
  crossing(trunk: LinkId): readonly Attachment[];
  /** Whose link into a switch is in none of its subnets, because it is not clear in which. */
  unclear(node: NodeId): readonly Attachment[];
  /** Shortest way from one node to another over subnets, routers and proxies (ids, both ends included), or null. */
  path(from: NodeId, to: NodeId): readonly NodeId[] | null;
}
