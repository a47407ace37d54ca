import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, LinkId, NodeId } from "../design/design.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import { buildTopology } from "../topology/build.ts";
import { sortedIds } from "../topology/ids.ts";
import type { Topology } from "../topology/topology.ts";
import type { IndexName } from "./indexes.ts";
import { createLinkTable, endsKey } from "./link-table.ts";
import { createNodeTable } from "./node-table.ts";
import type { RuleContext } from "./rule.ts";

/** What an update of the design changed, in the words of a {@link RuleContext}. */
export interface Changes {
  readonly nodes: Set<NodeId>;
  readonly names: Set<NodeId>;
  readonly positions: Set<NodeId>;
  readonly links: Set<LinkId>;
  readonly linksOf: Set<NodeId>;
  /** As {@link endsKey} writes them. */
  readonly alike: Set<string>;
  /** As {@link entryKey} writes them. */
  readonly entries: Set<string>;
  readonly indexes: Set<IndexName>;
  nodeList: boolean;
  linkList: boolean;
  topology: boolean;
}

/** A design as rules read it, kept up to date by comparing designs element by element. */
export interface DesignState extends Omit<RuleContext, "topology"> {
  update(design: Design): Changes;
  /** By a key of {@link endsKey}. */
  linksAlike(ends: string): readonly LinkId[];
  topology(): Topology;
}

/**
 * Starts without a design: the first update reads the whole, later ones only what is no longer the same
 * object. Indexes follow; the topology is built when it is asked for.
 */
export function createState(catalogue: Catalogue, rateCard: RateCard | undefined): DesignState {
  const nodes = createNodeTable(catalogue);
  const links = createLinkTable();
  let nodeIds: readonly NodeId[] = [];
  let linkIds: readonly LinkId[] = [];
  let currentLinks: Design["links"] = {};
  let topology: Topology | undefined;
  const currentTopology = (): Topology =>
    (topology ??= buildTopology(nodes.resolved, currentLinks));
  return {
    catalogue,
    rateCard,
    update: (design) => {
      const changes = noChanges();
      changes.nodeList = diff(nodes.all, design.nodes, (id, node) => nodes.put(id, node, changes));
      changes.linkList = diff(links.all, design.links, (id, link) => links.put(id, link, changes));
      if (changes.nodeList) nodeIds = sortedIds(nodes.all.keys());
      if (changes.linkList) linkIds = sortedIds(links.all.keys());
      currentLinks = design.links;
      if (changes.topology) topology = undefined;
      return changes;
    },
    nodeIds: () => nodeIds,
    linkIds: () => linkIds,
    node: (id) => nodes.node(id),
    name: (id) => nodes.all.get(id)?.name ?? "",
    placeBeside: (id) => nodes.placeBeside(id),
    find: (index, key) => nodes.find(index, key),
    each: (index, key) => nodes.find(index, key),
    keys: (index) => nodes.keys(index),
    link: (id) => links.all.get(id),
    linksOf: (node) => links.of(node),
    linksLike: (link) => links.alike(endsKey(link)),
    linksAlike: (ends) => links.alike(ends),
    reachesAny: (from, index, key) => {
      const reached = currentTopology().reachable(from);
      return nodes.find(index, key).some((id) => reached.has(id));
    },
    topology: currentTopology,
  };
}

function noChanges(): Changes {
  return {
    nodes: new Set(),
    names: new Set(),
    positions: new Set(),
    links: new Set(),
    linksOf: new Set(),
    alike: new Set(),
    entries: new Set(),
    indexes: new Set(),
    nodeList: false,
    linkList: false,
    topology: false,
  };
}

/** Calls `changed` for every entry that is another object than before; tells whether any came or went. */
function diff<T>(
  known: ReadonlyMap<string, T>,
  next: Readonly<Record<string, T>>,
  changed: (id: string, value: T | undefined) => void,
): boolean {
  const size = known.size;
  let found = 0;
  let added = false;
  for (const id of Object.keys(next)) {
    const value = next[id];
    if (known.has(id)) found += 1;
    else added = true;
    if (known.get(id) !== value) changed(id, value);
  }
  if (found === size) return added;
  // Deleting the present key while walking over a map is safe.
  for (const id of known.keys()) if (!Object.hasOwn(next, id)) changed(id, undefined);
  return true;
}
