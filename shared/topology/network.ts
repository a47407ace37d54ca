import { sameItems } from "../base/same-items.ts";
import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import type { Forwarding } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { createAreas, type Area } from "./areas.ts";
import { createCabling, SHARED, type Ends } from "./cabling.ts";
import { createContacts } from "./contacts.ts";
import { createDistances } from "./distances.ts";
import { ATTACHES, attachmentOf, movedBetween, type Moved } from "./interfaces.ts";
import { createMembership } from "./membership.ts";
import { createStandings } from "./standings.ts";
import { createSwitching, type SwitchDomain } from "./switching.ts";
import type { Attachment } from "./topology.ts";
import { findWay, type WayReads } from "./ways.ts";

/** Nodes and links as they are now. */
export interface NetworkSource {
  readonly nodes: ReadonlyMap<NodeId, ResolvedNode>;
  readonly link: (id: LinkId) => DesignLink | undefined;
  readonly linksOf: (node: NodeId) => Iterable<LinkId>;
}

/** Whose answers an update changed. */
export interface NetworkChanges {
  readonly attachments: ReadonlySet<NodeId>;
  /** Those of them that had none before, or have none now. */
  readonly plugged: ReadonlySet<NodeId>;
  /** Subnets with other members or routers. */
  readonly members: ReadonlySet<NodeId>;
  /** Links between switches that others cross. */
  readonly trunks: ReadonlySet<LinkId>;
  /** Switches with other cables of which it is not clear what they are for. */
  readonly unclear: ReadonlySet<NodeId>;
  /** Switches that carry other subnets, or have another of their own. */
  readonly switches: ReadonlySet<NodeId>;
  /** Nodes that meet others than before, or others that became transit or ceased to be. */
  readonly contacts: ReadonlySet<NodeId>;
  /** Nodes that may be in other areas. */
  readonly areas: ReadonlySet<NodeId>;
  /** By target. */
  readonly steps: ReadonlyMap<string, ReadonlySet<NodeId>>;
}

/**
 * Who is in which network, kept up to date: an update costs what it changes, which is seldom more than the
 * segment that a cable belongs to.
 */
export interface Network extends WayReads {
  readonly attachments: (node: NodeId) => readonly Attachment[];
  readonly isPlugged: (node: NodeId) => boolean;
  readonly members: (subnet: NodeId) => readonly Attachment[];
  readonly routers: (subnet: NodeId) => readonly Attachment[];
  readonly crossing: (trunk: LinkId) => readonly Attachment[];
  readonly unclear: (hub: NodeId) => readonly Attachment[];
  readonly carriedBy: (node: NodeId) => readonly NodeId[];
  readonly ownSubnet: (hub: NodeId) => NodeId | null;
  /** Whom a node meets without anything between. */
  readonly contacts: (node: NodeId) => Iterable<NodeId>;
  /** The areas a node is in; those of the transit nodes it meets, where it is none itself. */
  readonly areasOf: (node: NodeId) => readonly Area[];
  readonly path: (from: NodeId, to: NodeId) => readonly NodeId[] | null;
  readonly forget: (target: string) => void;
  /** After nodes came, went or changed their ports or forwarding, and links came, went or changed. */
  readonly update: (nodes: ReadonlySet<NodeId>, links: ReadonlySet<LinkId>) => NetworkChanges;
}

/** Forwardings that lead on; everything else is only ever an end of a way. */
const TRANSIT: ReadonlySet<Forwarding | undefined> = new Set(["segment", "router", "proxy"]);
const SWITCHES: ReadonlySet<Forwarding | undefined> = new Set(["switch"]);

const NONE: readonly never[] = [];

export function createNetwork(source: NetworkSource): Network {
  const { nodes } = source;
  const forwardingOf = (id: NodeId): Forwarding | undefined => nodes.get(id)?.traits.forwarding;
  const cabling = createCabling(nodes, (id) => source.link(id));
  const switching = createSwitching(nodes, cabling);
  const membership = createMembership(nodes);
  const isTransit = (id: NodeId): boolean => TRANSIT.has(forwardingOf(id));
  const attachments = new Map<NodeId, readonly Attachment[]>();
  const attached = (id: NodeId): readonly Attachment[] => attachments.get(id) ?? NONE;
  const isPlugged = (id: NodeId): boolean => attachments.has(id);
  const contacts = createContacts(isTransit, attached);
  const areas = createAreas(contacts.transitOf);
  const standings = createStandings(isTransit, contacts, areas);
  const distances = createDistances(contacts.transitOf);
  const carriedBy = (id: NodeId) => switching.domainOf(id)?.subnets ?? NONE;
  const reads: WayReads = {
    anchors: (id) => standings.of(id).anchors,
    ends: (id) => standings.of(id).ends,
    step: (target, from) => distances.step(target, from),
  };
  /** As of the last update. */
  const forwardings = new Map<NodeId, Forwarding>();

  /** It is still plugged in as it was, but for cables into ports that came or went. */
  const forwardsAsBefore = (id: NodeId): boolean => forwardingOf(id) === forwardings.get(id);
  /** Looks at links again; returns what they joined before and what they join now. */
  const replug = (reshaped: ReadonlySet<NodeId>, links: ReadonlySet<LinkId>): readonly Ends[] => {
    const all = new Set(links);
    for (const id of reshaped)
      for (const link of source.linksOf(id))
        if (!forwardsAsBefore(id) || !cabling.isRight(link)) all.add(link);
    return [...all].flatMap((link) => cabling.replug(link));
  };
  const isOrWas = (id: NodeId, set: ReadonlySet<Forwarding | undefined>): boolean =>
    set.has(forwardingOf(id)) || set.has(forwardings.get(id));
  const switchesAmong = (reshaped: ReadonlySet<NodeId>, cables: readonly Ends[]): Set<NodeId> => {
    // A machine's cable changes nothing for the switches; what they share does.
    const shared = cables.filter((ends) => ends.every((id) => isOrWas(id, SHARED))).flat();
    // A subnet may be known to its switches by another VLAN.
    const told = [...reshaped].filter(
      (id) => forwardingOf(id) === "segment" && forwardsAsBefore(id),
    );
    const around = told.flatMap((id) => cabling.of(id).map(({ other }) => other));
    return new Set([...reshaped, ...shared, ...around].filter((id) => isOrWas(id, SWITCHES)));
  };
  /** Finds out again where a node is; adds whoever meets others than before to `met`. */
  const reattach = (id: NodeId, met: Set<NodeId>): Moved | undefined => {
    const present = ATTACHES.has(forwardingOf(id)) ? cabling.of(id) : NONE;
    const after = present.map((cable) => attachmentOf(nodes, switching, id, cable));
    const moved = movedBetween(attached(id), after);
    if (moved === undefined) return undefined;
    if (moved.now.length === 0) attachments.delete(id);
    else attachments.set(id, moved.now);
    for (const other of contacts.change(id, moved)) met.add(id).add(other);
    return moved;
  };
  const noteForwarding = (id: NodeId, met: Set<NodeId>): void => {
    const [before, now] = [forwardings.get(id), forwardingOf(id)];
    if (now === undefined) forwardings.delete(id);
    else forwardings.set(id, now);
    if (TRANSIT.has(before) !== TRANSIT.has(now))
      for (const other of [id, ...contacts.of(id)]) met.add(other);
  };
  return {
    ...reads,
    attachments: attached,
    isPlugged,
    members: membership.members,
    routers: membership.routers,
    crossing: membership.crossing,
    unclear: membership.unclear,
    carriedBy,
    ownSubnet: (hub) => switching.domainOf(hub)?.own.get(hub) ?? null,
    contacts: contacts.of,
    areasOf: (id) => standings.of(id).areas,
    path: (from, to) => findWay(reads, from, to),
    forget: distances.forget,
    update: (reshaped, links) => {
      const cables = replug(reshaped, links);
      const dropped = switching.drop(switchesAmong(reshaped, cables));
      const devices = new Set([...reshaped, ...cables.flat()]);
      for (const [hub, before] of dropped) {
        const vlans = switching.moved(hub, before);
        if (vlans.size === 0) continue;
        for (const { other, vlan } of cabling.of(hub)) if (vlans.has(vlan)) devices.add(other);
      }
      const changed = {
        attachments: new Set<NodeId>(),
        plugged: new Set<NodeId>(),
        members: new Set<NodeId>(),
        trunks: new Set<LinkId>(),
        unclear: new Set<NodeId>(),
      };
      const met = new Set<NodeId>();
      for (const id of devices) {
        const wasPlugged = isPlugged(id);
        const moved = reattach(id, met);
        if (moved !== undefined) {
          changed.attachments.add(id);
          if (isPlugged(id) !== wasPlugged) changed.plugged.add(id);
          membership.change(id, moved, changed);
        }
        if (reshaped.has(id))
          for (const subnet of membership.rerouted(id, attached(id))) changed.members.add(subnet);
      }
      for (const id of reshaped) noteForwarding(id, met);
      const core = contacts.refresh(met);
      const moved = areas.update(core);
      const elsewhere = new Set([...met, ...moved]);
      for (const id of moved) for (const other of contacts.of(id)) elsewhere.add(other);
      standings.drop(elsewhere);
      standings.drop(reshaped);
      return {
        ...changed,
        switches: new Set(
          [...dropped].flatMap(([hub, { domain }]) =>
            sameAt(hub, domain, switching.domainOf(hub)) ? [] : hub,
          ),
        ),
        contacts: met,
        areas: elsewhere,
        steps: distances.update(core),
      };
    },
  };
}

function sameAt(hub: NodeId, a: SwitchDomain | undefined, b: SwitchDomain | undefined): boolean {
  return a?.own.get(hub) === b?.own.get(hub) && sameItems(a?.subnets ?? NONE, b?.subnets ?? NONE);
}
