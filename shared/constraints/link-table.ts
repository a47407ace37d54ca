import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import { createBuckets } from "./buckets.ts";
import type { Changes } from "./state.ts";

/** The links of a design, by their ends. */
export interface LinkTable {
  readonly all: ReadonlyMap<LinkId, DesignLink>;
  /** Adds, replaces or (undefined) removes a link, and notes what that changes. */
  put(id: LinkId, next: DesignLink | undefined, changes: Changes): void;
  of(node: NodeId): readonly LinkId[];
  /** By a key of {@link pairKey}. */
  ofPair(pair: string): readonly LinkId[];
}

/** The same whichever way round two nodes are named. */
export function pairKey(a: NodeId, b: NodeId): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

export function createLinkTable(): LinkTable {
  const all = new Map<LinkId, DesignLink>();
  const byNode = createBuckets();
  const byPair = createBuckets();
  return {
    all,
    put: (id, next, changes) => {
      const previous = all.get(id);
      if (next === undefined) all.delete(id);
      else all.set(id, next);
      changes.links.add(id);
      const ends = next && [next.from.node, next.to.node];
      for (const node of byNode.put(id, ends && new Set(ends))) changes.linksOf.add(node);
      const pair = next && new Set([pairKey(next.from.node, next.to.node)]);
      for (const key of byPair.put(id, pair)) changes.pairs.add(key);
      if (cableShape(previous) !== cableShape(next)) changes.topology = true;
    },
    of: (node) => byNode.list(node),
    ofPair: (pair) => byPair.list(pair),
  };
}

/** What of a link the topology is made of, as text. */
function cableShape(link: DesignLink | undefined): string {
  if (link === undefined) return "";
  const { from, to, vlan } = link;
  return [from.node, from.port, to.node, to.port, vlan].join(" ");
}
