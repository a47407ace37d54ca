import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { sortedIds } from "./ids.ts";
import { createNetwork, type Network } from "./network.ts";
import type { Topology } from "./topology.ts";

/** Works out who is in which network. Linear in nodes and links; ways are worked out when asked. */
export function buildTopology(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  links: Readonly<Record<LinkId, DesignLink>>,
): Topology {
  const network = createNetwork({
    nodes,
    link: (id) => (Object.hasOwn(links, id) ? links[id] : undefined),
    linksOf: () => [],
  });
  const ordered = sortedIds(nodes.keys());
  network.update(new Set(ordered), new Set(sortedIds(Object.keys(links))));
  const subnets = ordered.filter((id) => nodes.get(id)?.traits.forwarding === "segment");
  return topologyOver(network, nodes, () => subnets);
}

/** A network's answers, as of the moment they are asked for. */
export function topologyOver(
  network: Network,
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  subnets: () => readonly NodeId[],
): Topology {
  const { attachments, isPlugged, members, routers, path } = network;
  const { crossing, unclear, carriedBy, ownSubnet } = network;
  return {
    nodes,
    get subnets() {
      return subnets();
    },
    attachments,
    isPlugged,
    members,
    routers,
    crossing,
    unclear,
    carriedBy,
    ownSubnet,
    path,
    subnetsOf: (id) => [...new Set(attachments(id).flatMap(({ subnet }) => subnet ?? []))],
    reachable: (id) => reachable(network, id),
  };
}

function reachable(network: Network, id: NodeId): ReadonlySet<NodeId> {
  const reached = new Set([id, ...network.anchors(id), ...network.ends(id)]);
  for (const area of network.areasOf(id))
    for (const member of area.members) {
      reached.add(member);
      for (const other of network.contacts(member)) reached.add(other);
    }
  return reached;
}
