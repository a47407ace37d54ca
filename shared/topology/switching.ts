import type { LinkId, NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { Cabling } from "./cabling.ts";
import { sortedIds } from "./ids.ts";

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

/** Where a cable into a switch leads. */
export interface SwitchPlace extends SwitchWay {
  readonly subnet: NodeId | null;
  /** Where there is no subnet. */
  readonly outside: NodeId | null;
  /** True when the switch joins several subnets and the cable names none of them by its VLAN. */
  readonly ambiguous: boolean;
}

/** Which switches form one layer-2 network; each is found when it is asked for and kept until it is dropped. */
export interface Switching {
  /** undefined for anything but a switch. */
  domainOf(node: NodeId): SwitchDomain | undefined;
  /** The same for all cables into one switch that name the same VLAN; undefined for anything but a switch. */
  placeAt(hub: NodeId, vlan: number | undefined, node: NodeId): SwitchPlace | undefined;
  /** Forgets the domains of some switches; returns what each of their switches carried until now. */
  drop(switches: Iterable<NodeId>): ReadonlyMap<NodeId, readonly NodeId[]>;
}

export function createSwitching(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  cabling: Cabling,
): Switching {
  const domains = new Map<NodeId, SwitchDomain>();
  const ways = new WeakMap<SwitchDomain, Map<NodeId, ReadonlyMap<NodeId, SwitchWay>>>();
  const places = new Map<NodeId, Map<number | undefined, SwitchPlace>>();
  const domainOf: Switching["domainOf"] = (node) => {
    const known = domains.get(node);
    if (known !== undefined) return known;
    if (nodes.get(node)?.traits.forwarding !== "switch") return undefined;
    const domain = domainAround(node, nodes, cabling);
    for (const member of domain.switches) domains.set(member, domain);
    return domain;
  };
  /** From one switch to a node that is linked to some switch of its domain. */
  const wayTo = (target: NodeId, from: NodeId, domain: SwitchDomain): SwitchWay => {
    let known = ways.get(domain);
    if (known === undefined) ways.set(domain, (known = new Map()));
    let found = known.get(target);
    if (found === undefined) known.set(target, (found = waysTo(target, domain, cabling)));
    return found.get(from) ?? { switches: [from], trunks: [] };
  };
  const findPlace = (hub: NodeId, vlan: number | undefined, node: NodeId | null) => {
    const domain = domainOf(hub);
    if (domain === undefined) return undefined;
    const { subnet, ambiguous } = subnetOf(nodes, domain, vlan);
    const outside = subnet === null ? (domain.outsides.find((id) => id !== node) ?? null) : null;
    const target = subnet ?? outside;
    const way = target === null ? { switches: [hub], trunks: [] } : wayTo(target, hub, domain);
    return { subnet, outside, ambiguous, ...way };
  };
  return {
    domainOf,
    placeAt: (hub, vlan, node) => {
      let own = places.get(hub);
      if (own === undefined) places.set(hub, (own = new Map()));
      const known = own.get(vlan) ?? findPlace(hub, vlan, null);
      if (known === undefined) return undefined;
      own.set(vlan, known);
      // What is outside itself is not where its own cable leads.
      return known.outside === node ? findPlace(hub, vlan, node) : known;
    },
    drop: (switches) => {
      const carried = new Map<NodeId, readonly NodeId[]>();
      for (const id of switches)
        for (const member of domains.get(id)?.switches ?? [id])
          carried.set(member, domains.get(member)?.subnets ?? []);
      for (const id of carried.keys()) {
        domains.delete(id);
        places.delete(id);
      }
      return carried;
    },
  };
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
    for (const { other } of cabling.of(id)) {
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

/** The subnet of a switch that a cable means: its only one, or that with the VLAN the cable names. */
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

/** From each switch of a domain, the shortest way to a target that is linked to some of them. */
function waysTo(
  target: NodeId,
  domain: SwitchDomain,
  cabling: Cabling,
): ReadonlyMap<NodeId, SwitchWay> {
  const inside = new Set(domain.switches);
  const ways = new Map<NodeId, SwitchWay>();
  for (const { other } of cabling.of(target))
    if (inside.has(other)) ways.set(other, { switches: [other], trunks: [] });
  for (const [id, way] of ways)
    for (const { other, link } of cabling.of(id))
      if (inside.has(other) && !ways.has(other))
        ways.set(other, { switches: [other, ...way.switches], trunks: [link, ...way.trunks] });
  return ways;
}
