import { sameItems } from "../base/same-items.ts";
import type { NodeId } from "../design/design.ts";
import type { Forwarding } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import type { Cable } from "./cabling.ts";
import type { SwitchDomain, Switching } from "./switching.ts";
import type { Attachment } from "./topology.ts";

/** Forwardings whose links are interfaces in a network. */
export const ATTACHES: ReadonlySet<Forwarding | undefined> = new Set([
  "endpoint",
  "router",
  "proxy",
  "outside",
] as const);

const NONE: readonly never[] = [];

/** What one cable of a node is at layer 3. */
export function attachmentOf(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  switching: Switching,
  node: NodeId,
  cable: Cable,
): Attachment {
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
      const domain = switching.domainOf(other);
      if (domain === undefined) return direct;
      const { subnet, ambiguous } = subnetOf(nodes, domain, cable.vlan);
      const outside = subnet === null ? (domain.outsides.find((id) => id !== node) ?? null) : null;
      const target = subnet ?? outside;
      const way =
        target === null
          ? { switches: [other], trunks: NONE }
          : switching.wayTo(target, other, domain);
      return { ...plain, subnet, outside, ambiguous, ...way };
    }
    case "none":
    case undefined:
      return direct;
  }
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

/** What of these was equal before, as the very same objects; the very same list when all of it was. */
export function keepEqual(
  before: readonly Attachment[],
  after: readonly Attachment[],
): readonly Attachment[] {
  const byLink = new Map(before.map((one) => [one.link, one]));
  const kept = after.map((one) => {
    const known = byLink.get(one.link);
    return known !== undefined && sameAttachment(known, one) ? known : one;
  });
  const same = kept.length === before.length && kept.every((one, index) => one === before[index]);
  return same ? before : kept;
}

function sameAttachment(a: Attachment, b: Attachment): boolean {
  return (
    a.port === b.port &&
    a.subnet === b.subnet &&
    a.outside === b.outside &&
    a.peer === b.peer &&
    a.ambiguous === b.ambiguous &&
    sameItems(a.switches, b.switches) &&
    sameItems(a.trunks, b.trunks)
  );
}
