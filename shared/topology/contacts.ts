import type { NodeId } from "../design/design.ts";
import type { Moved } from "./interfaces.ts";
import type { Attachment } from "./topology.ts";

/** Who meets whom without anything between: nodes and their subnets, the Internet, ends of bare cables. */
export interface Contacts {
  readonly of: (node: NodeId) => Iterable<NodeId>;
  /** The transit nodes that a transit node meets; undefined for any other node. */
  readonly transitOf: (node: NodeId) => readonly NodeId[] | undefined;
  /** Takes note of how a node's attachments moved; returns whom it meets no longer, or did not meet before. */
  readonly change: (node: NodeId, moved: Moved) => readonly NodeId[];
  /**
   * To be called when some nodes meet others than before, or others that became or ceased to be transit.
   * Returns those of them that are or were transit and meet other transit nodes than before.
   */
  readonly refresh: (nodes: ReadonlySet<NodeId>) => ReadonlySet<NodeId>;
}

export function createContacts(
  isTransit: (id: NodeId) => boolean,
  attachments: (id: NodeId) => readonly Attachment[],
): Contacts {
  /** Whose attachments lead to a node, and how many. Where its own lead, they say themselves. */
  const led = { transit: createCounts(), other: createCounts() };
  /** The transit nodes, as of the last refresh. */
  const turned = new Set<NodeId>();
  /** As of the last refresh. */
  const transit = new Map<NodeId, readonly NodeId[]>();
  const ownOf = (node: NodeId): readonly NodeId[] => {
    const own: NodeId[] = [];
    for (const one of attachments(node)) {
      const end = farEnd(one);
      if (end !== null) own.push(end);
    }
    return own;
  };
  const ledBy = (node: NodeId) => (turned.has(node) ? led.transit : led.other);
  const count = (met: ReadonlyMap<NodeId, number>, node: NodeId): readonly NodeId[] => {
    const counts = ledBy(node);
    return [...met].flatMap(([other, by]) => {
      const now = by === 0 ? undefined : counts.add(other, node, by);
      return now === 0 || now === by ? [other] : [];
    });
  };
  /** Files a node that became transit, or ceased to be, where it belongs. */
  const turn = (node: NodeId): void => {
    const met = new Map<NodeId, number>();
    for (const one of attachments(node)) tally(met, one, 1);
    for (const [other, by] of met) ledBy(node).add(other, node, -by);
    if (isTransit(node)) turned.add(node);
    else turned.delete(node);
    count(met, node);
  };
  return {
    of: (node) => {
      const own = ownOf(node);
      const [passing, others] = [led.transit.of(node), led.other.of(node)];
      if (own.length === 0 && passing.size === 0) return others.keys();
      return new Set([...own, ...passing.keys(), ...others.keys()]);
    },
    transitOf: (node) => transit.get(node),
    change: (node, { gone, come }) => {
      const met = new Map<NodeId, number>();
      for (const one of gone) tally(met, one, -1);
      for (const one of come) tally(met, one, 1);
      return count(met, node);
    },
    refresh: (nodes) => {
      const changed = new Set<NodeId>();
      for (const id of nodes) if (isTransit(id) !== turned.has(id)) turn(id);
      for (const id of nodes) {
        const before = transit.get(id);
        const own = isTransit(id) ? ownOf(id).filter(isTransit) : undefined;
        const now = own && [...new Set([...own, ...led.transit.of(id).keys()])];
        if (now !== undefined) transit.set(id, now);
        else if (before !== undefined) transit.delete(id);
        if ((before === undefined) !== (now === undefined)) changed.add(id);
        else if (before !== undefined && now !== undefined && !sameMembers(before, now))
          changed.add(id);
      }
      return changed;
    },
  };
}

const NOBODY: ReadonlyMap<NodeId, number> = new Map();

/** How many lead to a node, by where from. */
function createCounts() {
  const counts = new Map<NodeId, Map<NodeId, number>>();
  return {
    of: (to: NodeId): ReadonlyMap<NodeId, number> => counts.get(to) ?? NOBODY,
    /** Returns how many there are now. */
    add: (to: NodeId, from: NodeId, by: number): number => {
      let known = counts.get(to);
      if (known === undefined) counts.set(to, (known = new Map()));
      const now = (known.get(from) ?? 0) + by;
      if (now > 0) known.set(from, now);
      else known.delete(from);
      if (known.size === 0) counts.delete(to);
      return now;
    },
  };
}

function sameMembers(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  const other = new Set(b);
  return a.length === b.length && a.every((id) => other.has(id));
}

function farEnd({ subnet, outside, peer }: Attachment): NodeId | null {
  return subnet ?? outside ?? peer;
}

function tally(met: Map<NodeId, number>, one: Attachment, by: number): void {
  const other = farEnd(one);
  if (other !== null) met.set(other, (met.get(other) ?? 0) + by);
}
