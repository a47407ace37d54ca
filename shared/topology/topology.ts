import type { LinkId, NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";

/** One network port of a node seen at layer 3: the link it uses and the subnet that link leads to. */
export interface Attachment {
  readonly node: NodeId;
  readonly port: string;
  readonly link: LinkId;
  /** The subnet, or null: a cable between two devices without one, or an unfinished drawing. */
  readonly subnet: NodeId | null;
  /** Switches passed on the way to the subnet, nearest first. */
  readonly switches: readonly NodeId[];
  /** True when the switch joins several subnets and the link does not say which (its VLAN). */
  readonly ambiguous: boolean;
}

/**
 * Who is in which network, worked out from links and forwarding. A link from a machine to a switch joins
 * it to the switch's only subnet, or to the one whose VLAN the link names. Switches linked to each other
 * carry all subnets of both.
 */
export interface Topology {
  readonly nodes: ReadonlyMap<NodeId, ResolvedNode>;
  attachments(node: NodeId): readonly Attachment[];
  /** Everything attached to a subnet, in order of node id then link id. */
  members(subnet: NodeId): readonly Attachment[];
  /** Subnets the node is in, without repeats. */
  subnetsOf(node: NodeId): readonly NodeId[];
  /** Nodes that can be reached at layer 3 from a node, over routers and proxies, itself included. */
  reachable(node: NodeId): ReadonlySet<NodeId>;
  /** Shortest way from one node to another over subnets, routers and proxies (ids, both ends included), or null. */
  path(from: NodeId, to: NodeId): readonly NodeId[] | null;
}
