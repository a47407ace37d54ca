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
}

/** The networks that machines of a design share, in the order of their ids. */
export function bandwidthNetworks(design: Design, topology: Topology): readonly BandwidthNetwork[] {
  const networks = new Map<string, Map<NodeId, number>>();
  for (const { id, demand } of topology.nodes.values()) {
    if (demand.compute === undefined) continue;
    for (const attachment of topology.attachments(id)) {
      const network = networkOf(attachment);
      if (network === null) continue;
      const members = networks.get(network) ?? new Map<NodeId, number>();
      members.set(id, (members.get(id) ?? 0) + statedBandwidth(design, attachment));
      networks.set(network, members);
    }
  }
  return sortedIds(networks.keys()).flatMap((id) => {
    const members = networks.get(id);
    return members === undefined ? [] : [{ id, members }];
  });
}

/** The most Mb/s that each machine asks for on one link, where it asks for any. */
export function widestLinks(design: Design, topology: Topology): ReadonlyMap<NodeId, number> {
  const widest = new Map<NodeId, number>();
  for (const { id, demand } of topology.nodes.values()) {
    if (demand.compute === undefined) continue;
    for (const attachment of topology.attachments(id)) {
      const mbps = networkOf(attachment) === null ? 0 : statedBandwidth(design, attachment);
      if (mbps > (widest.get(id) ?? 0)) widest.set(id, mbps);
    }
  }
  return widest;
}

function networkOf({ subnet, peer, link }: Attachment): string | null {
  return subnet ?? (peer === null ? null : link);
}

function statedBandwidth(design: Design, { link }: Attachment): number {
  const stated = design.links[link]?.bandwidthMbps ?? 0;
  return Number.isFinite(stated) && stated > 0 ? stated : 0;
}
