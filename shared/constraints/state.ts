import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, DesignLink, DesignNode, LinkId, NodeId } from "../design/design.ts";
import { resolveNode, type ResolvedNode } from "../kinds/resolve.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import { buildTopology } from "../topology/build.ts";
import { sortedIds } from "../topology/ids.ts";
import type { Topology } from "../topology/topology.ts";
import { INDEX_NAMES, indexKeys, type IndexName } from "./indexes.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** What an update of the design changed, in the words of a {@link RuleContext}. */
export interface Changes {
  readonly nodes: Set<NodeId>;
  readonly names: Set<NodeId>;
  readonly positions: Set<NodeId>;
  readonly links: Set<LinkId>;
  readonly linksOf: Set<NodeId>;
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
  topology(): Topology;
}

export function entryKey(index: IndexName, key: string): string {
  return `${index} ${key}`;
}

/** How far beside a node a quick fix puts what it adds. */
const BESIDE = { x: 240, y: 40 };

/**
 * Starts without a design: the first update reads the whole, later ones only what is no longer the same
 * object. Indexes and the topology follow; the topology is built when it is asked for.
 */
export function createState(catalogue: Catalogue, rateCard: RateCard | undefined): DesignState {
  const raw = new Map<NodeId, DesignNode>();
  const resolved = new Map<NodeId, ResolvedNode>();
  const nodes = new Map<NodeId, RuleNode>();
  const links = new Map<LinkId, DesignLink>();
  const linkSets = createBuckets();
  const buckets = new Map(INDEX_NAMES.map((index) => [index, createBuckets()]));
  let nodeIds: readonly NodeId[] = [];
  let linkIds: readonly LinkId[] = [];
  let currentLinks: Design["links"] = {};
  let topology: Topology | undefined;

  const updateEntries = (id: NodeId, before: Entries | undefined, changes: Changes): void => {
    const after = nodes.get(id);
    for (const index of INDEX_NAMES) {
      const keys = after && indexKeys(index, after, raw.get(id)?.name ?? "", catalogue);
      const changed = buckets.get(index)?.move(id, before?.[index], keys) ?? [];
      for (const key of changed) changes.entries.add(entryKey(index, key));
      if (changed.length > 0) changes.indexes.add(index);
    }
  };

  const entriesOf = (id: NodeId): Entries | undefined => {
    const node = nodes.get(id);
    if (node === undefined) return undefined;
    const name = raw.get(id)?.name ?? "";
    return Object.fromEntries(
      INDEX_NAMES.map((index) => [index, indexKeys(index, node, name, catalogue)]),
    );
  };

  const updateNode = (id: NodeId, next: DesignNode | undefined, changes: Changes): void => {
    const previous = raw.get(id);
    if (previous === next) return;
    const before = entriesOf(id);
    if (previous?.name !== next?.name) changes.names.add(id);
    if (previous?.position !== next?.position) changes.positions.add(id);
    const same = previous !== undefined && next !== undefined && sameContent(previous, next);
    if (next === undefined) raw.delete(id);
    else raw.set(id, next);
    if (!same) {
      const shape = topologyShape(resolved.get(id));
      if (next === undefined) resolved.delete(id);
      else resolved.set(id, resolveNode(id, next, catalogue));
      const now = resolved.get(id);
      if (now === undefined || next === undefined) nodes.delete(id);
      else nodes.set(id, ruleNode(now, next));
      changes.nodes.add(id);
      if (shape !== topologyShape(now)) changes.topology = true;
    }
    if (!same || previous.name !== next.name) updateEntries(id, before, changes);
  };

  const updateLink = (id: LinkId, next: DesignLink | undefined, changes: Changes): void => {
    const previous = links.get(id);
    if (previous === next) return;
    if (next === undefined) links.delete(id);
    else links.set(id, next);
    changes.links.add(id);
    for (const node of linkSets.move(id, endsOf(previous), endsOf(next))) changes.linksOf.add(node);
    if (cableShape(previous) !== cableShape(next)) changes.topology = true;
  };

  return {
    catalogue,
    rateCard,
    update: (design) => {
      const changes = noChanges();
      const nodeList = diff(raw, design.nodes, (id, node) => updateNode(id, node, changes));
      const linkList = diff(links, design.links, (id, link) => updateLink(id, link, changes));
      if (nodeList) nodeIds = sortedIds(raw.keys());
      if (linkList) linkIds = sortedIds(links.keys());
      currentLinks = design.links;
      if (changes.topology) topology = undefined;
      return { ...changes, nodeList, linkList };
    },
    nodeIds: () => nodeIds,
    linkIds: () => linkIds,
    node: (id) => nodes.get(id),
    name: (id) => raw.get(id)?.name ?? "",
    link: (id) => links.get(id),
    linksOf: (node) => linkSets.list(node),
    find: (index, key) => buckets.get(index)?.list(key) ?? [],
    each: (index, key) => buckets.get(index)?.list(key) ?? [],
    keys: (index) => buckets.get(index)?.keys() ?? [],
    topology: () => (topology ??= buildTopology(resolved, currentLinks)),
    placeBeside: (id) => {
      const position = raw.get(id)?.position ?? { x: 0, y: 0 };
      return { x: position.x + BESIDE.x, y: position.y + BESIDE.y };
    },
  };
}

type Entries = Readonly<Record<string, ReadonlySet<string>>>;

function noChanges(): Changes {
  return {
    nodes: new Set(),
    names: new Set(),
    positions: new Set(),
    links: new Set(),
    linksOf: new Set(),
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

function sameContent(a: DesignNode, b: DesignNode): boolean {
  return a.kind === b.kind && Object.is(a.count, b.count) && a.properties === b.properties;
}

function ruleNode(node: ResolvedNode, source: DesignNode): RuleNode {
  const { node: _node, summary: _summary, ...rest } = node;
  return { ...rest, kindId: source.kind, statedCount: source.count };
}

/** What of a node the topology is made of, as text. */
function topologyShape(node: ResolvedNode | undefined): string {
  if (node === undefined) return "";
  const ports = node.ports.map((group) => `${group.id}:${group.medium}`);
  return [node.traits.forwarding, node.traits.subnet?.vlan, ...ports].join(" ");
}

function cableShape(link: DesignLink | undefined): string {
  if (link === undefined) return "";
  const { from, to, vlan } = link;
  return [from.node, from.port, to.node, to.port, vlan].join(" ");
}

function endsOf(link: DesignLink | undefined): ReadonlySet<NodeId> | undefined {
  return link && new Set([link.from.node, link.to.node]);
}

interface Buckets {
  /** Takes an id out of the old keys and into the new ones; returns the keys that changed. */
  move(
    id: string,
    from: ReadonlySet<string> | undefined,
    to: ReadonlySet<string> | undefined,
  ): string[];
  list(key: string): readonly string[];
  keys(): readonly string[];
}

/** Lists of ids by key, sorted when they are read. */
function createBuckets(): Buckets {
  const sets = new Map<string, Set<string>>();
  const lists = new Map<string, readonly string[]>();
  const none: ReadonlySet<string> = new Set();
  return {
    move: (id, from = none, to = none) => {
      const left = [...from].filter((key) => !to.has(key));
      const changed = [...left, ...[...to].filter((key) => !from.has(key))];
      for (const key of changed) {
        const set = sets.get(key) ?? new Set();
        if (to.has(key)) set.add(id);
        else set.delete(id);
        if (set.size === 0) sets.delete(key);
        else sets.set(key, set);
        lists.delete(key);
      }
      return changed;
    },
    list: (key) => {
      const known = lists.get(key);
      if (known !== undefined) return known;
      const sorted = sortedIds(sets.get(key) ?? []);
      if (sorted.length > 0) lists.set(key, sorted);
      return sorted;
    },
    keys: () => sortedIds(sets.keys()),
  };
}
