import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { sortedIds } from "./ids.ts";

/** A link seen from one of its ends. */
export interface Cable {
  readonly link: LinkId;
  readonly other: NodeId;
  readonly port: string;
  readonly vlan: number | undefined;
}

/** Switches joined to each other, and the subnets linked to any of them. */
export interface SwitchDomain {
  readonly switches: readonly NodeId[];
  readonly subnets: readonly NodeId[];
  readonly outsides: readonly NodeId[];
}

/** The way through switches to a subnet, nearest switch first. */
export interface SwitchWay {
  readonly switches: readonly NodeId[];
  readonly trunks: readonly LinkId[];
}

export type Cabling = ReadonlyMap<NodeId, readonly Cable[]>;

/**
 * The network cables of each node, in order of link id. Left out: links to nothing or to themselves, and
 * those whose ends take no part in the network.
 */
export function cablingOf(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  links: Readonly<Record<LinkId, DesignLink>>,
): Cabling {
  const cabling = new Map<NodeId, Cable[]>();
  const add = (node: NodeId, cable: Cable): void => {
    const list = cabling.get(node);
    if (list === undefined) cabling.set(node, [cable]);
    else list.push(cable);
  };
  for (const link of sortedIds(Object.keys(links))) {
    const found = links[link];
    if (found === undefined || found.from.node === found.to.node) continue;
    const { from, to, vlan } = found;
    if (!isNetworkEnd(nodes.get(from.node), from.port)) continue;
    if (!isNetworkEnd(nodes.get(to.node), to.port)) continue;
    add(from.node, { link, other: to.node, port: from.port, vlan });
    add(to.node, { link, other: from.node, port: to.port, vlan });
  }
  return cabling;
}

function isNetworkEnd(node: ResolvedNode | undefined, port: string): boolean {
  if (node === undefined || node.traits.forwarding === "none") return false;
  return node.ports.find((group) => group.id === port)?.medium === "ethernet";
}

/** Which switches form one layer-2 network, by switch. */
export function switchDomains(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  cabling: Cabling,
): ReadonlyMap<NodeId, SwitchDomain> {
  const domains = new Map<NodeId, SwitchDomain>();
  for (const [id, node] of nodes) {
    if (node.traits.forwarding !== "switch" || domains.has(id)) continue;
    const domain = domainAround(id, nodes, cabling);
    for (const member of domain.switches) domains.set(member, domain);
  }
  return domains;
}

function domainAround(
  start: NodeId,
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  cabling: Cabling,
): SwitchDomain {
  const switches = new Set([start]);
  const subnets = new Set<NodeId>();
  const outsides = new Set<NodeId>();
  for (const id of switches)
    for (const { other } of cabling.get(id) ?? []) {
      const forwarding = nodes.get(other)?.traits.forwarding;
      if (forwarding === "switch") switches.add(other);
      else if (forwarding === "segment") subnets.add(other);
      else if (forwarding === "outside") outsides.add(other);
    }
  return {
    switches: sortedIds(switches),
    subnets: sortedIds(subnets),
    outsides: sortedIds(outsides),
  };
}

/** From each switch of a domain, the shortest way to a target that is linked to some of them. */
export function waysTo(
  target: NodeId,
  domain: SwitchDomain,
  cabling: Cabling,
): ReadonlyMap<NodeId, SwitchWay> {
  const inside = new Set(domain.switches);
  const ways = new Map<NodeId, SwitchWay>();
  for (const { other } of cabling.get(target) ?? [])
    if (inside.has(other)) ways.set(other, { switches: [other], trunks: [] });
  for (const [id, way] of ways)
    for (const { other, link } of cabling.get(id) ?? [])
      if (inside.has(other) && !ways.has(other))
        ways.set(other, { switches: [other, ...way.switches], trunks: [link, ...way.trunks] });
  return ways;
}
