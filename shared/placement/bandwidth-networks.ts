import type { Design, NodeId } from "../design/design.ts";
import type { Attachment, Topology } from "../topology/topology.ts";
import { sortedIds } from "../topology/ids.ts";

/**
 * Machines in one layer-2 network and what each instance of them may send into it, in the hose model: any
 * traffic between members is possible as long as none exceeds its own bandwidth. Only links that state a
 * bandwidth count; a network without any demands nothing, and is there so that it is kept together.
 */
export interface BandwidthNetwork {
  /** Subnet, or the link of a bare cable. */
  readonly id: string;
  /** Mb/s of each instance, by node; 0 where none is stated. */
  readonly members: ReadonlyMap<NodeId, number>;
  /** The same of the one link that asks for most. */
  readonly widest: ReadonlyMap<NodeId, number>;
  /** What people call the subnet; null for a cable, which is none without both of its ends. */
  readonly subnet: string | null;
}

/** The networks that machines of a design share, in the order of their ids. */
export function bandwidthNetworks(design: Design, topology: Topology): readonly BandwidthNetwork[] {
  const networks = new Map<string, { members: Map<NodeId, number>; widest: Map<NodeId, number> }>();
  for (const { id, demand } of topology.nodes.values()) {
    if (demand.compute === undefined) continue;
    for (const attachment of topology.attachments(id)) {
      const network = networkOf(attachment);
      if (network === null) continue;
      const { members, widest } = networks.get(network) ?? {
        members: new Map(),
        widest: new Map(),
      };
      const stated = statedBandwidth(design, attachment);
      members.set(id, (members.get(id) ?? 0) + stated);
      widest.set(id, Math.max(widest.get(id) ?? 0, stated));
      networks.set(network, { members, widest });
    }
  }
  return sortedIds(networks.keys()).flatMap((id) => {
    const network = networks.get(id);
    const subnet = design.nodes[id]?.name ?? null;
    return network === undefined ? [] : [{ id, ...network, subnet }];
  });
}

/** What is left of networks with only some of the machines: of a cable that lost an end, nothing. */
export function networksAmong(
  networks: readonly BandwidthNetwork[],
  nodes: ReadonlySet<NodeId>,
): readonly BandwidthNetwork[] {
  return networks.map((network) => {
    const own = (all: ReadonlyMap<NodeId, number>) =>
      new Map([...all].filter(([node]) => nodes.has(node)));
    const members = own(network.members);
    return isCut(network, nodes)
      ? { ...network, members: new Map(), widest: new Map() }
      : { ...network, members, widest: own(network.widest) };
  });
}

/** Whether a network is a cable that loses an end without the other machines. */
function isCut(network: BandwidthNetwork | undefined, nodes: ReadonlySet<NodeId>): boolean {
  if (network === undefined || network.subnet !== null) return false;
  return [...network.members.keys()].some((node) => !nodes.has(node));
}

function networkOf({ subnet, peer, link }: Attachment): string | null {
  return subnet ?? (peer === null ? null : link);
}

function statedBandwidth(design: Design, { link }: Attachment): number {
  const stated = design.links[link]?.bandwidthMbps ?? 0;
  return Number.isFinite(stated) && stated > 0 ? stated : 0;
}
