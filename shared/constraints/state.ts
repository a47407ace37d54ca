import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, LinkId, NodeId } from "../design/design.ts";
import { eachDifference } from "../design/differences.ts";
import { touchedBetween } from "../design/lineage.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { topologyOver } from "../topology/build.ts";
import type { Area } from "../topology/areas.ts";
import { createNetwork, type Network, type NetworkChanges } from "../topology/network.ts";
import { sortedIds } from "../topology/ids.ts";
import type { Topology } from "../topology/topology.ts";
import { entryKey, type IndexName } from "./indexes.ts";
import { createLinkTable, endsKey } from "./link-table.ts";
import { createNodeTable, type NodeTable } from "./node-table.ts";
import { createPortUse, portKey } from "./port-use.ts";
import { createPresence, type Presence, type Present } from "./presence.ts";
import type { Filed } from "./node-indexes.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** What an update of the design changed, in the words of a {@link RuleContext}. */
export interface Changes {
  readonly nodes: Set<NodeId>;
  /** Those of them that were not there before, or were of another sort. */
  readonly newNodes: Set<NodeId>;
  /** Those that came, went or have another count. */
  readonly counts: Set<NodeId>;
  /** Those that differ for their links; see LinkedNode. */
  readonly linked: Set<NodeId>;
  /** By node: ports that came, went or are told otherwise (see LinkedPort), and those of another speed. */
  readonly sockets: Map<NodeId, ReadonlySet<string>>;
  readonly speeds: Map<NodeId, ReadonlySet<string>>;
  readonly names: Set<NodeId>;
  readonly positions: Set<NodeId>;
  readonly links: Set<LinkId>;
  readonly newLinks: Set<LinkId>;
  /** Nodes with other links, or with links that are not the same any more. */
  readonly linksOf: Set<NodeId>;
  /** As {@link endsKey} writes them. */
  readonly alike: Set<string>;
  /** Port groups of which more or fewer are taken, as {@link portKey} writes them, and whose they are. */
  readonly ports: Set<string>;
  readonly portsOf: Set<NodeId>;
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
  readonly indexes: NodeTable["indexes"];
  /** See Filed.sort. */
  readonly sortOf: (id: NodeId) => string;
  /** True when an index lists a node under a key. */
  isListed(id: NodeId, index: IndexName, key: string): boolean;
  /** By a key of {@link endsKey}. */
  linksAlike(ends: string): readonly LinkId[];
  /** By a key of {@link portKey}. */
  portsTaken(key: string): number;
  topology(): Topology;
  readonly network: Network;
  /** What is in the areas of the network, and what is in the subnets. */
  readonly reached: Presence<Area>;
  readonly inside: Presence<NodeId>;
}

/** Starts without a design: the first update reads the whole, later ones only what is no longer the same. */
export function createState(catalogue: Catalogue, priceBook: PriceBook | undefined): DesignState {
  const nodes = createNodeTable(catalogue);
  const { indexes } = nodes;
  const find = (index: IndexName, key: string) => indexes.find(entryKey(index, key));
  const links = createLinkTable();
  const ports = createPortUse((id) => nodes.node(id)?.count);
  const reached = createPresence<Area>();
  const inside = createPresence<NodeId>();
  const link = (id: LinkId) => links.all.get(id);
  const network = createNetwork({ nodes: nodes.resolved, link, linksOf: links.of });
  const topology = topologyOver(network, nodes.resolved, () => find("forwarding", "segment"));
  const derived = new Map<string, unknown>();
  // Each rule goes through all of them in their order.
  let sorted: { nodes?: readonly string[]; links?: readonly string[] } = {};
  let latest: Design | undefined;
  const replug = (changes: Changes): void => {
    const plugs = new Set(changes.links);
    for (const id of changes.counts) for (const one of links.of(id)) plugs.add(one);
    for (const id of plugs)
      for (const { node, group } of ports.replug(id, link(id))) {
        changes.ports.add(portKey(node, group));
        changes.portsOf.add(node);
      }
  };
  const groupAt = (id: NodeId, port: string) =>
    nodes.node(id)?.ports.find((group) => group.id === port);
  const isListed = (id: NodeId, index: IndexName, key: string): boolean =>
    indexes.filed(id).entries.includes(entryKey(index, key));
  /** Where each node is, as far as it is told by the two. */
  const present = new Map<
    NodeId,
    { readonly around: Present<Area>; readonly in: Present<NodeId> }
  >();
  const settle = (changes: Changes, rewired: NetworkChanges): void => {
    for (const id of new Set([...changes.nodes, ...rewired.areas, ...rewired.attachments])) {
      const before = present.get(id);
      const node = nodes.node(id);
      const now = node && presenceOf(network, indexes.filed(id), node);
      reached.move(before?.around, now?.around);
      inside.move(before?.in, now?.in);
      if (now !== undefined) present.set(id, now);
      else present.delete(id);
    }
  };
  return {
    catalogue,
    priceBook,
    update: (design) => {
      derived.clear();
      sorted = {};
      const changes = noChanges();
      const touched = latest && touchedBetween(latest, design);
      eachDifference(nodes.all, design.nodes, touched?.nodes, (id, node) =>
        nodes.put(id, node, changes),
      );
      eachDifference(links.all, design.links, touched?.links, (id, next) =>
        links.put(id, next, changes),
      );
      latest = design;
      replug(changes);
      const rewired = network.update(changes.shapes, changes.cables);
      settle(changes, rewired);
      return { changes, network: rewired };
    },
    sortOf: (id) => indexes.filed(id).sort,
    isListed,
    nodeIds: () => (sorted.nodes ??= sortedIds(nodes.all.keys())),
    linkIds: () => (sorted.links ??= sortedIds(links.all.keys())),
    node: nodes.node,
    linkedNode: nodes.linked,
    endAt: (id, port) => {
      const node = nodes.linked(id);
      return node && { id, node, port, group: groupAt(id, port) };
    },
    speedAt: (id, port) => groupAt(id, port)?.speedMbps ?? null,
    partOf: (id, part) => {
      const node = nodes.node(id);
      return node && part(node);
    },
    name: (id) => nodes.all.get(id)?.name ?? "",
    placeBeside: nodes.placeBeside,
    find,
    each: find,
    isPresent: (index, key) => indexes.instances(entryKey(index, key)) > 0,
    instances: (index, key) => indexes.instances(entryKey(index, key)),
    keys: indexes.keys,
    indexes,
    portsTaken: ports.taken,
    namesPorts: ports.isNamed,
    usedPorts: (node, group) => ports.taken(portKey(node, group)),
    instancesIn: (subnet, index, key) => inside.instances(subnet, entryKey(index, key)),
    sharesSubnet: (node, index, key) =>
      topology.subnetsOf(node).some((subnet) => inside.instances(subnet, entryKey(index, key)) > 0),
    link,
    linksOf: links.of,
    linksLike: (one) => links.alike(endsKey(one)),
    linksAlike: links.alike,
    reachesAny: (from, index, key) =>
      [from, ...network.ends(from)].some((id) => isListed(id, index, key)) ||
      network.areasOf(from).some((area) => reached.instances(area, entryKey(index, key)) > 0),
    topology: () => topology,
    derive: <T>(key: string, work: () => T): T => {
      if (!derived.has(key)) derived.set(key, work());
      // A key stands for one question, so this is what `work` gave.
      return derived.get(key) as T;
    },
    network,
    reached,
    inside,
  };
}

function presenceOf(network: Network, { reached, inside }: Filed, { id, count }: RuleNode) {
  const subnets: NodeId[] = [];
  for (const { subnet } of network.attachments(id)) if (subnet !== null) subnets.push(subnet);
  return {
    around: { places: network.areasOf(id), entries: reached, count },
    in: { places: subnets, entries: inside, count },
  };
}

function noChanges(): Changes {
  return {
    nodes: new Set(),
    newNodes: new Set(),
    counts: new Set(),
    linked: new Set(),
    sockets: new Map(),
    speeds: new Map(),
    names: new Set(),
    positions: new Set(),
    links: new Set(),
    newLinks: new Set(),
    linksOf: new Set(),
    alike: new Set(),
    ports: new Set(),
    portsOf: new Set(),
    entries: new Set(),
    instances: new Set(),
    indexes: new Set(),
    shapes: new Set(),
    cables: new Set(),
  };
}
