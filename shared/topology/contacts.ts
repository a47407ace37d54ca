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
  const led = new Map<NodeId, Map<NodeId, number>>();
  /** As of the last refresh. */
  const transit = new Map<NodeId, readonly NodeId[]>();
  const of = (node: NodeId): Iterable<NodeId> => {
    const own = attachments(node).flatMap((one) => farEnd(one) ?? []);
    const others = led.get(node);
    if (others === undefined) return own.length > 1 ? new Set(own) : own;
    return own.length > 0 ? new Set([...own, ...others.keys()]) : others.keys();
  };
  const count = (to: NodeId, from: NodeId, by: number): number => {
    let known = led.get(to);
    if (known === undefined) led.set(to, (known = new Map()));
    const now = (known.get(from) ?? 0) + by;
    if (now > 0) known.set(from, now);
    else known.delete(from);
    if (known.size === 0) led.delete(to);
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
        const now = count(other, node, by);
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
