import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import type { Forwarding } from "../kinds/component-kind.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { compareIds } from "./ids.ts";

/** A link seen from one of its ends. */
export interface Cable {
  readonly link: LinkId;
  readonly other: NodeId;
  readonly port: string;
  readonly vlan: number | undefined;
}

/** Forwardings that a switch shares with the switches around it. */
export const SHARED: ReadonlySet<Forwarding | undefined> = new Set([
  "switch",
  "segment",
  "outside",
] as const);

/** The two nodes a cable joins. */
export type Ends = readonly [NodeId, NodeId];

/**
 * The network cables of each node, in order of link id. Left out: links to nothing or to themselves, and
 * those whose ends take no part in the network.
 */
export interface Cabling {
  of(node: NodeId): readonly Cable[];
  /** Of a switch, those that lead to another switch, to a subnet or outside; of anything else, none. */
  shared(node: NodeId): readonly Cable[];
  /** True when a link that is the same as ever still joins what it joined, if anything. */
  isRight(link: LinkId): boolean;
  /** Looks at a link again; returns what it joined before and what it joins now. */
  replug(link: LinkId): readonly Ends[];
}

export function createCabling(
  nodes: ReadonlyMap<NodeId, ResolvedNode>,
  linkOf: (id: LinkId) => DesignLink | undefined,
): Cabling {
  const cables = new Map<NodeId, Cable[]>();
  const shared = new Map<NodeId, Cable[]>();
  const plugged = new Map<LinkId, Ends>();
  const unplug = (link: LinkId, ends: Ends): void => {
    plugged.delete(link);
    for (const end of ends) {
      take(cables, end, link);
      take(shared, end, link);
    }
  };
  const plug = (node: NodeId, cable: Cable): void => {
    put(cables, node, cable);
    const isShared = nodes.get(node)?.traits.forwarding === "switch";
    if (isShared && SHARED.has(nodes.get(cable.other)?.traits.forwarding)) put(shared, node, cable);
  };
  return {
    of: (node) => cables.get(node) ?? NONE,
    shared: (node) => shared.get(node) ?? NONE,
    isRight: (link) => {
      const found = linkOf(link);
      return (found !== undefined && isCable(nodes, found)) === plugged.has(link);
    },
    replug: (link) => {
      const before = plugged.get(link);
      if (before !== undefined) unplug(link, before);
      const found = linkOf(link);
      if (found === undefined || !isCable(nodes, found)) return before ? [before] : NONE;
      const { from, to, vlan } = found;
      plug(from.node, { link, other: to.node, port: from.port, vlan });
      plug(to.node, { link, other: from.node, port: to.port, vlan });
      const now: Ends = [from.node, to.node];
      plugged.set(link, now);
      return before ? [before, now] : [now];
    },
  };
}

const NONE: readonly never[] = [];

function put(lists: Map<NodeId, Cable[]>, node: NodeId, cable: Cable): void {
  const list = lists.get(node);
  if (list === undefined) lists.set(node, [cable]);
  else list.splice(placeOf(list, cable.link), 0, cable);
}

function take(lists: Map<NodeId, Cable[]>, node: NodeId, link: LinkId): void {
  const list = lists.get(node);
  if (list === undefined) return;
  const at = placeOf(list, link);
  if (list[at]?.link === link) list.splice(at, 1);
  if (list.length === 0) lists.delete(node);
}

function isCable(nodes: ReadonlyMap<NodeId, ResolvedNode>, { from, to }: DesignLink): boolean {
  return (
    from.node !== to.node &&
    isNetworkEnd(nodes.get(from.node), from.port) &&
    isNetworkEnd(nodes.get(to.node), to.port)
  );
}

function isNetworkEnd(node: ResolvedNode | undefined, port: string): boolean {
  if (node === undefined || node.traits.forwarding === "none") return false;
  return node.ports.find((group) => group.id === port)?.medium === "ethernet";
}

/** Where in a node's cables a link is or belongs. Those that come last, as when a design is read, are quick. */
function placeOf(cables: readonly Cable[], link: LinkId): number {
  let low = 0;
  let high = cables.length;
  const last = cables[high - 1];
  if (last === undefined || compareIds(last.link, link) < 0) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = cables[middle];
    if (there !== undefined && compareIds(there.link, link) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
