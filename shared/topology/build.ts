import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import type { Forwarding } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { sortedIds } from "./ids.ts";
import { createReach } from "./reach.ts";
import { cablingOf, switchDomains, waysTo } from "./switching.ts";
import type { Cable, Cabling, SwitchDomain, SwitchWay } from "./switching.ts";
import type { Attachment, Topology } from "./topology.ts";

const NONE: readonly never[] = [];

/** Works out who is in which network. Linear in nodes and links; reachability is worked out when asked. */
export function buildTopology(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  links: Readonly<Record<LinkId, DesignLink>>,
): Topology {
  const cabling = cablingOf(nodes, links);
  const domains = switchDomains(nodes, cabling);
  const resolve = createResolver(nodes, cabling, domains);
  const attachments = new Map<NodeId, readonly Attachment[]>();
  const members = new Map<NodeId, Attachment[]>();
  const ordered = sortedIds(nodes.keys());
  for (const id of ordered) {
    const forwarding = nodes.get(id)?.traits.forwarding ?? "none";
    if (!ATTACHES.has(forwarding)) continue;
    const list = (cabling.get(id) ?? NONE).map((cable) => resolve(id, cable));
    attachments.set(id, list);
    for (const attachment of list) {
      if (attachment.subnet === null) continue;
      const present = members.get(attachment.subnet);
      if (present === undefined) members.set(attachment.subnet, [attachment]);
      else present.push(attachment);
    }
  }
  const routers = new Map<NodeId, readonly Attachment[]>();
  for (const [subnet, list] of members)
    routers.set(
      subnet,
      list.filter((one) => nodes.get(one.node)?.traits.forwarding === "router"),
    );
  const base = {
    nodes,
    subnets: ordered.filter((id) => nodes.get(id)?.traits.forwarding === "segment"),
    attachments: (id: NodeId) => attachments.get(id) ?? NONE,
    members: (subnet: NodeId) => members.get(subnet) ?? NONE,
    routers: (subnet: NodeId) => routers.get(subnet) ?? NONE,
    carriedBy: (id: NodeId) => domains.get(id)?.subnets ?? NONE,
    subnetsOf: (id: NodeId) => subnetsAmong(attachments.get(id) ?? NONE),
  };
  return { ...base, ...createReach(base) };
}

/** Forwardings whose links are interfaces in a network. */
const ATTACHES: ReadonlySet<Forwarding> = new Set(["endpoint", "router", "proxy", "outside"]);

function subnetsAmong(attachments: readonly Attachment[]): readonly NodeId[] {
  return [...new Set(attachments.flatMap((attachment) => attachment.subnet ?? []))];
}

/** Turns one cable of a node into its attachment. Ways through switches are found once per subnet. */
function createResolver(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  cabling: Cabling,
  domains: ReadonlyMap<NodeId, SwitchDomain>,
): (node: NodeId, cable: Cable) => Attachment {
  const ways = new Map<SwitchDomain, Map<NodeId, ReadonlyMap<NodeId, SwitchWay>>>();
  const wayTo = (target: NodeId, from: NodeId, domain: SwitchDomain): SwitchWay => {
    let known = ways.get(domain);
    if (known === undefined) ways.set(domain, (known = new Map()));
    let found = known.get(target);
    if (found === undefined) known.set(target, (found = waysTo(target, domain, cabling)));
    return found.get(from) ?? { switches: [from], trunks: [] };
  };
  return (node, cable) => {
    const { link, port, other } = cable;
    const plain = { node, port, link, subnet: null, outside: null, peer: null, ambiguous: false };
    const direct = { ...plain, switches: NONE, trunks: NONE };
    switch (nodes.get(other)?.traits.forwarding) {
      case "segment":
        return { ...direct, subnet: other };
      case "outside":
        return { ...direct, outside: other };
      case "endpoint":
      case "router":
      case "proxy":
        return { ...direct, peer: other };
      case "switch": {
        const domain = domains.get(other);
        if (domain === undefined) return direct;
        const { subnet, ambiguous } = subnetOf(nodes, domain, cable.vlan);
        const outside =
          subnet === null ? (domain.outsides.find((id) => id !== node) ?? null) : null;
        const target = subnet ?? outside;
        const way =
          target === null ? { switches: [other], trunks: NONE } : wayTo(target, other, domain);
        return { ...plain, subnet, outside, ambiguous, ...way };
      }
      case "none":
      case undefined:
        return direct;
    }
  };
}

/** The subnet of a switch that a link means: its only one, or that with the VLAN the link names. */
function subnetOf(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  domain: SwitchDomain,
  vlan: number | undefined,
): { readonly subnet: NodeId | null; readonly ambiguous: boolean } {
  if (vlan === undefined) {
    const only = domain.subnets.length === 1 ? domain.subnets[0] : undefined;
    return { subnet: only ?? null, ambiguous: domain.subnets.length > 1 };
  }
  const named = domain.subnets.find((id) => nodes.get(id)?.traits.subnet?.vlan === vlan);
  return { subnet: named ?? null, ambiguous: named === undefined && domain.subnets.length > 0 };
}
