import { sameItems } from "../base/same-items.ts";
import type { LinkId, NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { Cabling } from "./cabling.ts";
import { sortedIds } from "./ids.ts";

/** Switches joined to each other, and the subnets linked to any of them. */
export interface SwitchDomain {
  readonly switches: readonly NodeId[];
  readonly subnets: readonly NodeId[];
  readonly outsides: readonly NodeId[];
  /** Where there are several subnets, those switches' that have one of them linked to themselves, and no other. */
  readonly own: ReadonlyMap<NodeId, NodeId>;
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
  /** True when the switch joins several subnets and it is not clear which of them the cable is for. */
  readonly ambiguous: boolean;
}

/** What there was at a switch before its domain was dropped. */
export interface Dropped {
  readonly domain: SwitchDomain | undefined;
  readonly places: ReadonlyMap<number | undefined, SwitchPlace>;
}

/** Which switches form one layer-2 network; each is found when it is asked for and kept until it is dropped. */
export interface Switching {
  /** undefined for anything but a switch. */
  domainOf(node: NodeId): SwitchDomain | undefined;
  /** The same for all cables into one switch that name the same VLAN; undefined for anything but a switch. */
  placeAt(hub: NodeId, vlan: number | undefined, node: NodeId): SwitchPlace | undefined;
  /** Forgets the domains of some switches; returns what there was at each of their switches until now. */
  drop(switches: Iterable<NodeId>): ReadonlyMap<NodeId, Dropped>;
  /** The VLANs (undefined: none) whose cables into a dropped switch lead elsewhere than they did. */
  moved(hub: NodeId, before: Dropped): ReadonlySet<number | undefined>;
}

const NONE: readonly never[] = [];

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
    return found.get(from) ?? { switches: [from], trunks: NONE };
  };
  const findPlace = (hub: NodeId, vlan: number | undefined, node: NodeId | null) => {
    const domain = domainOf(hub);
    if (domain === undefined) return undefined;
    const subnet = subnetOf(nodes, domain, hub, vlan) ?? null;
    const outside = subnet === null ? (domain.outsides.find((id) => id !== node) ?? null) : null;
    const target = subnet ?? outside;
    const way = target === null ? { switches: [hub], trunks: NONE } : wayTo(target, hub, domain);
    return { subnet, outside, ambiguous: subnet === null && domain.subnets.length > 0, ...way };
  };
  const placesAt = (hub: NodeId) => {
    let own = places.get(hub);
    if (own === undefined) places.set(hub, (own = new Map()));
    return own;
  };
  return {
    domainOf,
    placeAt: (hub, vlan, node) => {
      const own = placesAt(hub);
      const known = own.get(vlan) ?? findPlace(hub, vlan, null);
      if (known === undefined) return undefined;
      own.set(vlan, known);
      // What is outside itself is not where its own cable leads.
      return known.outside === node ? findPlace(hub, vlan, node) : known;
    },
    drop: (switches) => {
      const dropped = new Map<NodeId, Dropped>();
      for (const id of switches)
        for (const member of domains.get(id)?.switches ?? [id]) {
          const before = { domain: domains.get(member), places: places.get(member) ?? new Map() };
          dropped.set(member, before);
        }
      for (const id of dropped.keys()) {
        domains.delete(id);
        places.delete(id);
      }
      return dropped;
    },
    moved: (hub, before) => {
      const outsides = domainOf(hub)?.outsides ?? NONE;
      if (!sameItems(outsides, before.domain?.outsides ?? NONE))
        return new Set(before.places.keys());
      const moved = new Set<number | undefined>();
      for (const [vlan, known] of before.places) {
        const now = findPlace(hub, vlan, null);
        if (now === undefined || !samePlace(known, now)) moved.add(vlan);
        else placesAt(hub).set(vlan, known);
      }
      return moved;
    },
  };
}

function samePlace(a: SwitchPlace, b: SwitchPlace): boolean {
  return (
    a.subnet === b.subnet &&
    a.outside === b.outside &&
    a.ambiguous === b.ambiguous &&
    sameItems(a.switches, b.switches) &&
    sameItems(a.trunks, b.trunks)
  );
}

function domainAround(
  start: NodeId,
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  cabling: Cabling,
): SwitchDomain {
  const switches = new Set([start]);
  const subnets = new Set<NodeId>();
  const outsides = new Set<NodeId>();
  const own = new Map<NodeId, NodeId>();
  for (const id of switches) {
    const linked = new Set<NodeId>();
    for (const { other } of cabling.shared(id)) {
      const forwarding = nodes.get(other)?.traits.forwarding;
      if (forwarding === "switch") switches.add(other);
      else if (forwarding === "segment") linked.add(other);
      else if (forwarding === "outside") outsides.add(other);
    }
    for (const subnet of linked) subnets.add(subnet);
    const [only] = linked;
    if (only !== undefined && linked.size === 1) own.set(id, only);
  }
  return {
    switches: sortedIds(switches),
    subnets: sortedIds(subnets),
    outsides: sortedIds(outsides),
    own: subnets.size > 1 ? own : new Map(),
  };
}

/**
 * What a cable into a switch is for: the subnet of the VLAN it names. One that names none is for the only
 * subnet there is, or else for the switch's own, as a port is in a switch's native VLAN: who links two switches
 * takes no machine out of its network.
 */
function subnetOf(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  { subnets, own }: SwitchDomain,
  hub: NodeId,
  vlan: number | undefined,
): NodeId | undefined {
  if (vlan !== undefined) return subnets.find((id) => nodes.get(id)?.traits.subnet?.vlan === vlan);
  return subnets.length === 1 ? subnets[0] : own.get(hub);
}

/** From each switch of a domain, the shortest way to a target that is linked to some of them. */
function waysTo(
  target: NodeId,
  domain: SwitchDomain,
  cabling: Cabling,
): ReadonlyMap<NodeId, SwitchWay> {
  const inside = new Set(domain.switches);
  const ways = new Map<NodeId, SwitchWay>();
  for (const id of domain.switches)
    if (cabling.shared(id).some(({ other }) => other === target))
      ways.set(id, { switches: [id], trunks: NONE });
  for (const [id, way] of ways)
    for (const { other, link } of cabling.shared(id))
      if (inside.has(other) && !ways.has(other))
        ways.set(other, { switches: [other, ...way.switches], trunks: [link, ...way.trunks] });
  return ways;
}
