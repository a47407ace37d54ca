import type { DesignLink, DesignNode, Endpoint, NodeId } from "./design.ts";
import { relink } from "./expand-links.ts";
import { entriesOf } from "./large-record.ts";
import { isUse } from "./use.ts";

/** What one use stands for, by ids that begin with its own. */
export interface ExpandedUse {
  readonly nodes: Readonly<Record<NodeId, DesignNode>>;
  readonly links: Readonly<Record<string, DesignLink>>;
  /** By exposed port: where a link to it ends, once for each copy. */
  readonly ports: ReadonlyMap<string, readonly Endpoint[]>;
  /** The use itself without contents; stands in the expansion only where a rule has to point at it. */
  readonly shell: DesignNode;
  /** Elements copied to make this. */
  readonly size: number;
}

/** Nodes and links among which there are no uses any more, but for those left as shells. */
export interface Body<Use extends ExpandedUse = ExpandedUse> {
  readonly nodes: Record<NodeId, DesignNode>;
  readonly links: Record<string, DesignLink>;
  readonly uses: ReadonlyMap<NodeId, Use>;
  /** A link ends at a port that is gone. */
  readonly hasLoose: boolean;
}

/** Puts in the place of each use what `expandOne` says it stands for, and ends links at its inner ports. */
export function expandBody<Use extends ExpandedUse>(
  drawn: {
    readonly nodes: Readonly<Record<NodeId, DesignNode>>;
    readonly links: Readonly<Record<string, DesignLink>>;
  },
  expandOne: (id: NodeId, node: DesignNode) => Use,
): Body<Use> {
  const uses = new Map<NodeId, Use>();
  let hasLoose = false;
  const nodes: Record<NodeId, DesignNode> = {};
  const links: Record<string, DesignLink> = {};
  for (const [id, node] of entriesOf(drawn.nodes)) {
    if (!isUse(node)) {
      nodes[id] = node;
      continue;
    }
    const use = expandOne(id, node);
    uses.set(id, use);
    Object.assign(nodes, use.nodes);
    Object.assign(links, use.links);
  }
  for (const [id, link] of entriesOf(drawn.links)) {
    const from = uses.get(link.from.node);
    const to = uses.get(link.to.node);
    if (from === undefined && to === undefined) links[id] = link;
    else Object.assign(links, relink(id, link, from, to));
    // A link to a port that is gone ends at the use itself, which has to be there for a rule to say so.
    for (const [use, { node, port }] of [
      [from, link.from],
      [to, link.to],
    ] as const) {
      if (use === undefined || use.ports.has(port)) continue;
      nodes[node] = use.shell;
      hasLoose = true;
    }
  }
  return { nodes, links, uses, hasLoose };
}
