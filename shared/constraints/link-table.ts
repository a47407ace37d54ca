import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import { createBuckets } from "./buckets.ts";
import type { Changes } from "./state.ts";

/** The links of a design, by their ends. */
export interface LinkTable {
  readonly all: ReadonlyMap<LinkId, DesignLink>;
  /** Adds, replaces or (undefined) removes a link, and notes what that changes. */
  readonly put: (id: LinkId, next: DesignLink | undefined, changes: Changes) => void;
  readonly of: (node: NodeId) => readonly LinkId[];
  /** By a key of {@link endsKey}. */
  readonly alike: (ends: string) => readonly LinkId[];
}

/**
 * Equal for links between the same two ports in the same VLAN, whichever way they were drawn. Two cables
 * that both say which port they take at either end are meant to be two, as imported bundles are.
 */
export function endsKey({ from, to, vlan }: DesignLink): string {
  const numbered = from.index !== undefined && to.index !== undefined;
  const [a, b] = [from, to].map((end) =>
    numbered ? `${end.node} ${end.port}:${end.index}` : `${end.node} ${end.port}`,
  ) as [string, string];
  return a < b ? `${a}|${b}|${vlan}` : `${b}|${a}|${vlan}`;
}

export function createLinkTable(): LinkTable {
  const all = new Map<LinkId, DesignLink>();
  const byNode = createBuckets();
  const byEnds = createBuckets();
  return {
    all,
    put: (id, next, changes) => {
      const previous = all.get(id);
      if (next === undefined) all.delete(id);
      else all.set(id, next);
      changes.links.add(id);
      if (previous === undefined) changes.newLinks.add(id);
      const ends = next && [next.from.node, next.to.node];
      byNode.put(id, ends && new Set(ends));
      for (const link of [previous, next])
        if (link !== undefined) changes.linksOf.add(link.from.node).add(link.to.node);
      const key = next && new Set([endsKey(next)]);
      for (const changed of byEnds.put(id, key)) changes.alike.add(changed);
      if (cableShape(previous) !== cableShape(next)) changes.cables.add(id);
    },
    of: (node) => byNode.list(node),
    alike: (ends) => byEnds.list(ends),
  };
}

/** What of a link the topology is made of, as text. */
function cableShape(link: DesignLink | undefined): string {
  if (link === undefined) return "";
  const { from, to, vlan } = link;
  return [from.node, from.port, to.node, to.port, vlan].join(" ");
}
