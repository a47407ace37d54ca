import type { Design, NodeId } from "../../../design/design.ts";
import type { ResolvedNode } from "../../../kinds/resolve.ts";
import type { AddressPlan, InterfaceAddress } from "../../../topology/addresses.ts";
import { instanceId } from "../../../design/instances.ts";
import { sortedIds } from "../../../topology/ids.ts";
import type { Attachment, Topology } from "../../../topology/topology.ts";

/** An interface of one machine, as a link of RSpec joins it. */
export interface LanEnd {
  readonly node: NodeId;
  readonly ordinal: number;
  readonly link: string;
  readonly address: InterfaceAddress | undefined;
}

/** A network of RSpec: everything in it hears everything else. */
export interface Lan {
  /** The subnet, switch or cable that it is here. */
  readonly id: string;
  readonly type: "node" | "link";
  /** The nodes whose kept XML could be the network's, the likeliest first. */
  readonly sources: readonly string[];
  readonly ends: readonly LanEnd[];
}

/** The networks of a design: its subnets, its bare cables, and its switches that lead to no subnet. */
export function lansOf(design: Design, topology: Topology, addresses: AddressPlan): readonly Lan[] {
  const hubs = hubsOf(design, topology.nodes);
  const found = new Map<string, { type: Lan["type"]; sources: Set<string>; ends: LanEnd[] }>();
  for (const id of sortedIds(topology.nodes.keys())) {
    const node = topology.nodes.get(id);
    if (node?.demand.compute === undefined) continue;
    for (const attachment of topology.attachments(id)) {
      const network = networkOf(attachment, hubs);
      if (network === undefined) continue;
      const type = attachment.peer === null ? "node" : "link";
      let lan = found.get(network);
      if (lan === undefined)
        found.set(network, (lan = { type, sources: new Set([network]), ends: [] }));
      for (const hub of attachment.switches) lan.sources.add(hub);
      for (let ordinal = 1; ordinal <= node.count; ordinal++) {
        const address = addresses.addressOf(instanceId(id, ordinal), attachment.link);
        // A cable's addresses are only there for routers of ours to find each other.
        const own = attachment.peer === null ? address : undefined;
        lan.ends.push({ node: id, ordinal, link: attachment.link, address: own });
      }
    }
  }
  return [...found].map(([id, { type, sources, ends }]) => ({
    id,
    type,
    sources: [...sources],
    ends,
  }));
}

function networkOf(
  { subnet, peer, outside, switches, link }: Attachment,
  hubs: ReadonlyMap<NodeId, NodeId>,
): string | undefined {
  if (subnet !== null) return subnet;
  if (peer !== null) return link;
  const [nearest] = switches;
  return outside === null && nearest !== undefined ? hubs.get(nearest) : undefined;
}

/** For each switch, the first of all those that it is joined to. */
function hubsOf(
  design: Design,
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
): ReadonlyMap<NodeId, NodeId> {
  const isSwitch = (id: NodeId): boolean => nodes.get(id)?.traits.forwarding === "switch";
  const beside = new Map<NodeId, NodeId[]>();
  for (const { from, to } of Object.values(design.links)) {
    if (!isSwitch(from.node) || !isSwitch(to.node)) continue;
    beside.set(from.node, [...(beside.get(from.node) ?? []), to.node]);
    beside.set(to.node, [...(beside.get(to.node) ?? []), from.node]);
  }
  const hubs = new Map<NodeId, NodeId>();
  for (const start of sortedIds(nodes.keys())) {
    if (!isSwitch(start) || hubs.has(start)) continue;
    const members = new Set([start]);
    for (const member of members) {
      hubs.set(member, start);
      for (const other of beside.get(member) ?? []) members.add(other);
    }
  }
  return hubs;
}
