import type { Catalogue } from "../catalogue/catalogue.ts";
import type { DesignNode, NodeId } from "../design/design.ts";
import { resolveNode, sameContent, type ResolvedNode } from "../kinds/resolve.ts";
import { createBuckets } from "./buckets.ts";
import { entryKey, INDEX_NAMES, indexKeys, type IndexName } from "./indexes.ts";
import type { RuleNode } from "./rule.ts";
import type { Changes } from "./state.ts";

/** The nodes of a design with their indexes. */
export interface NodeTable {
  readonly all: ReadonlyMap<NodeId, DesignNode>;
  readonly resolved: ReadonlyMap<NodeId, ResolvedNode>;
  /** Adds, replaces or (undefined) removes a node, and notes what that changes. */
  readonly put: (id: NodeId, next: DesignNode | undefined, changes: Changes) => void;
  readonly node: (id: NodeId) => RuleNode | undefined;
  readonly placeBeside: (id: NodeId) => { readonly x: number; readonly y: number };
  readonly find: (index: IndexName, key: string) => readonly NodeId[];
  /** How many instances all nodes have that an index lists under a key. */
  readonly instances: (index: IndexName, key: string) => number;
  readonly keys: (index: IndexName) => readonly string[];
  /** What an index lists a node under. */
  readonly keysOf: (index: IndexName, id: NodeId) => ReadonlySet<string>;
}

/** How far beside a node a quick fix puts what it adds. */
const BESIDE = { x: 240, y: 40 };

export function createNodeTable(catalogue: Catalogue): NodeTable {
  const all = new Map<NodeId, DesignNode>();
  const resolved = new Map<NodeId, ResolvedNode>();
  const nodes = new Map<NodeId, RuleNode>();
  const indexes = createIndexes(catalogue);
  const replace = (id: NodeId, next: DesignNode | undefined): void => {
    if (next === undefined) {
      resolved.delete(id);
      nodes.delete(id);
    } else {
      const now = resolveNode(id, next, catalogue);
      resolved.set(id, now);
      nodes.set(id, ruleNode(now, next));
    }
  };
  return {
    all,
    resolved,
    put: (id, next, changes) => {
      const previous = all.get(id);
      if (next === undefined) all.delete(id);
      else all.set(id, next);
      if (previous === undefined) changes.newNodes.add(id);
      const renamed = previous?.name !== next?.name;
      if (renamed) changes.names.add(id);
      if (previous?.position !== next?.position) changes.positions.add(id);
      const same = previous !== undefined && next !== undefined && sameContent(previous, next);
      if (!same) {
        const shape = topologyShape(resolved.get(id));
        const count = nodes.get(id)?.count;
        replace(id, next);
        if (count !== nodes.get(id)?.count) changes.counts.add(id);
        changes.nodes.add(id);
        if (shape !== topologyShape(resolved.get(id))) changes.shapes.add(id);
      }
      if (!same || renamed) indexes.put(id, nodes.get(id), next?.name ?? "", changes);
    },
    node: (id) => nodes.get(id),
    placeBeside: (id) => {
      const { x, y } = all.get(id)?.position ?? { x: 0, y: 0 };
      return { x: x + BESIDE.x, y: y + BESIDE.y };
    },
    find: (index, key) => indexes.find(index, key),
    instances: (index, key) => indexes.instances(index, key),
    keys: (index) => indexes.keys(index),
    keysOf: (index, id) => indexes.keysOf(index, id),
  };
}

function createIndexes(catalogue: Catalogue) {
  const indexes = INDEX_NAMES.map((index) => ({ index, buckets: createBuckets() }));
  const byName = new Map(indexes.map(({ index, buckets }) => [index, buckets]));
  const counted = new Map<NodeId, number>();
  const sums = new Map<string, number>();
  const add = (index: IndexName, id: NodeId, by: number, changes: Changes): void => {
    for (const key of byName.get(index)?.keysOf(id) ?? []) {
      const entry = entryKey(index, key);
      sums.set(entry, (sums.get(entry) ?? 0) + by);
      changes.instances.add(entry);
    }
  };
  return {
    put: (id: NodeId, node: RuleNode | undefined, name: string, changes: Changes): void => {
      const [before, now] = [counted.get(id) ?? 0, node?.count ?? 0];
      if (node === undefined) counted.delete(id);
      else counted.set(id, now);
      for (const { index, buckets } of indexes) {
        add(index, id, -before, changes);
        const changed = buckets.put(id, node && indexKeys(index, node, name, catalogue));
        for (const key of changed) changes.entries.add(entryKey(index, key));
        if (changed.length > 0) changes.indexes.add(index);
        add(index, id, now, changes);
      }
    },
    instances: (index: IndexName, key: string) => sums.get(entryKey(index, key)) ?? 0,
    find: (index: IndexName, key: string) => byName.get(index)?.list(key) ?? [],
    keys: (index: IndexName) => byName.get(index)?.keys() ?? [],
    keysOf: (index: IndexName, id: NodeId) => byName.get(index)?.keysOf(id) ?? NONE,
  };
}

const NONE: ReadonlySet<string> = new Set();

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
