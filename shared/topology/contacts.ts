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

export function createContacts(isTransit: (id: NodeId) => boolean): Contacts {
  /** How many attachments make two nodes meet, from either side. */
  const ways = new Map<NodeId, Map<NodeId, number>>();
  /** As of the last refresh. */
  const transit = new Map<NodeId, readonly NodeId[]>();
  const of = (node: NodeId): Iterable<NodeId> => ways.get(node)?.keys() ?? NONE;
  const count = (from: NodeId, to: NodeId, by: number): number => {
    let own = ways.get(from);
    if (own === undefined) ways.set(from, (own = new Map()));
    const now = (own.get(to) ?? 0) + by;
    if (now > 0) own.set(to, now);
    else own.delete(to);
    if (own.size === 0) ways.delete(from);
    return now;
  };
  return {
    of,
    transitOf: (node) => transit.get(node),
    change: (node, { gone, come }) => {
      const met = new Map<NodeId, number>();
      for (const one of gone) tally(met, one, -1);
      for (const one of come) tally(met, one, 1);
      return [...met].flatMap(([other, by]) => {
        if (by === 0) return [];
        const now = count(node, other, by);
        count(other, node, by);
        return now === 0 || now === by ? [other] : [];
      });
    },
    refresh: (nodes) => {
      const changed = new Set<NodeId>();
      for (const id of nodes) {
        const before = transit.get(id);
        const now = isTransit(id) ? [...of(id)].filter(isTransit) : undefined;
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

const NONE: readonly never[] = [];

function sameMembers(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  const other = new Set(b);
  return a.length === b.length && a.every((id) => other.has(id));
}

function tally(met: Map<NodeId, number>, one: Attachment, by: number): void {
  const other = one.subnet ?? one.outside ?? one.peer;
  if (other !== null) met.set(other, (met.get(other) ?? 0) + by);
}
