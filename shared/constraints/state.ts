import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, LinkId, NodeId } from "../design/design.ts";
import { eachDifference } from "../design/differences.ts";
import { touchedBetween } from "../design/lineage.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import { topologyOver } from "../topology/build.ts";
import { createNetwork, type Network, type NetworkChanges } from "../topology/network.ts";
import { sortedIds } from "../topology/ids.ts";
import type { Topology } from "../topology/topology.ts";
import { entryKey, REACHED_INDEXES, type IndexName } from "./indexes.ts";
import { createLinkTable, endsKey } from "./link-table.ts";
import { createNodeTable } from "./node-table.ts";
import { createPresence, type Presence } from "./presence.ts";
import type { RuleContext } from "./rule.ts";

/** What an update of the design changed, in the words of a {@link RuleContext}. */
export interface Changes {
  readonly nodes: Set<NodeId>;
  readonly names: Set<NodeId>;
  readonly positions: Set<NodeId>;
  readonly links: Set<LinkId>;
  /** Nodes with other links, or with links that are not the same any more. */
  readonly linksOf: Set<NodeId>;
  /** As {@link endsKey} writes them. */
  readonly alike: Set<string>;
  /** As {@link entryKey} writes them. */
  readonly entries: Set<string>;
  /** Entries whose nodes have more or fewer instances; as {@link entryKey} writes them. */
  readonly instances: Set<string>;
  readonly indexes: Set<IndexName>;
  /** Nodes of which the network sees another shape. */
  readonly shapes: Set<NodeId>;
  /** Links that plug in elsewhere. */
  readonly cables: Set<LinkId>;
}

/** A design as rules read it, kept up to date by what differs between its versions. */
export interface DesignState extends Omit<RuleContext, "topology"> {
  update(design: Design): { readonly changes: Changes; readonly network: NetworkChanges };
  /** By a key of {@link endsKey}. */
  linksAlike(ends: string): readonly LinkId[];
  topology(): Topology;
  readonly network: Network;
  readonly presence: Presence;
}

/** Starts without a design: the first update reads the whole, later ones only what is no longer the same. */
export function createState(catalogue: Catalogue, rateCard: RateCard | undefined): DesignState {
  const nodes = createNodeTable(catalogue);
  const links = createLinkTable();
  const presence = createPresence();
  const link = (id: LinkId) => links.all.get(id);
  const network = createNetwork({ nodes: nodes.resolved, link, linksOf: links.of });
  const topology = topologyOver(network, nodes.resolved, () => nodes.find("forwarding", "segment"));
  let present: Design | undefined;
  const place = (id: NodeId): void => {
    const entries = REACHED_INDEXES.flatMap((index) =>
      [...nodes.keysOf(index, id)].map((key) => entryKey(index, key)),
    );
    presence.put(id, network.areasOf(id), entries);
  };
  return {
    catalogue,
    rateCard,
    update: (design) => {
      const changes = noChanges();
      const touched = present && touchedBetween(present, design);
      eachDifference(nodes.all, design.nodes, touched?.nodes, (id, node) =>
        nodes.put(id, node, changes),
      );
      eachDifference(links.all, design.links, touched?.links, (id, next) =>
        links.put(id, next, changes),
      );
      present = design;
      const rewired = network.update(changes.shapes, changes.cables);
      for (const id of new Set([...changes.nodes, ...rewired.areas])) place(id);
      return { changes, network: rewired };
    },
    nodeIds: () => sortedIds(nodes.all.keys()),
    linkIds: () => sortedIds(links.all.keys()),
    node: nodes.node,
    name: (id) => nodes.all.get(id)?.name ?? "",
    placeBeside: nodes.placeBeside,
    find: nodes.find,
    each: nodes.find,
    instances: nodes.instances,
    keys: nodes.keys,
    link,
    linksOf: links.of,
    linksLike: (one) => links.alike(endsKey(one)),
    linksAlike: links.alike,
    reachesAny: (from, index, key) =>
      [from, ...network.ends(from)].some((id) => nodes.keysOf(index, id).has(key)) ||
      network.areasOf(from).some((area) => presence.has(area, entryKey(index, key))),
    topology: () => topology,
    network,
    presence,
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
    instances: new Set(),
    indexes: new Set(),
    shapes: new Set(),
    cables: new Set(),
  };
}
