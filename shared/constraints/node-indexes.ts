import { memoiseText } from "../base/memo.ts";
import { createSortedIds, type SortedIds } from "../base/sorted-ids.ts";
import { sameItems } from "../base/same-items.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";
import { compareIds } from "../topology/ids.ts";
import {
  CONTENT_INDEXES,
  entryKey,
  INDEX_NAMES,
  indexKeys,
  nameKey,
  REACHED_INDEXES,
  SUBNET_INDEXES,
  type IndexName,
} from "./indexes.ts";
import type { RuleNode } from "./rule.ts";
import type { Changes } from "./state.ts";

/** Which nodes there are under each entry of each index; entries are written by {@link entryKey}. */
export interface NodeIndexes {
  /** Files a node under what it is now, or (undefined) takes it out, and notes what that changes. */
  put(id: NodeId, node: RuleNode | undefined, name: string, changes: Changes): void;
  /** What a node is filed under; the very same until that changes. */
  filed(id: NodeId): Filed;
  /** In the order of sortedIds; the same list until it changes. */
  find(entry: string): readonly NodeId[];
  /** How many instances all nodes of an entry have. */
  instances(entry: string): number;
  keys(index: IndexName): readonly string[];
}

export interface Filed {
  readonly entries: readonly string[];
  /** Those of them that are asked for of what can be reached, and of what is in a subnet. */
  readonly reached: readonly string[];
  readonly inside: readonly string[];
  /** Its kind, traits and what it is asked for; rules read much the same of all nodes of one sort. */
  readonly sort: string;
}

interface Entry {
  readonly index: IndexName;
  readonly key: string;
  readonly nodes: SortedIds;
  instances: number;
}

const NONE: readonly never[] = [];
const NOWHERE: Filed & { readonly count: number } = {
  entries: NONE,
  reached: NONE,
  inside: NONE,
  sort: "",
  count: 0,
};

export function createNodeIndexes(catalogue: Catalogue): NodeIndexes {
  const filed = new Map<NodeId, typeof NOWHERE>();
  const entries = new Map<string, Entry>();
  const keys = new Map(INDEX_NAMES.map((index) => [index, createSortedIds(compareIds)]));
  const entryOf = (name: string): Entry => {
    let entry = entries.get(name);
    if (entry === undefined) {
      const [index, key] = splitEntry(name);
      entry = { index, key, nodes: createSortedIds(compareIds), instances: 0 };
      entries.set(name, entry);
      keys.get(index)?.put(key, true);
    }
    return entry;
  };
  const file = (id: NodeId, name: string, isIn: boolean, changes: Changes): void => {
    const entry = entryOf(name);
    entry.nodes.put(id, isIn);
    changes.entries.add(name);
    changes.indexes.add(entry.index);
    if (entry.nodes.size() > 0) return;
    entries.delete(name);
    keys.get(entry.index)?.put(entry.key, false);
  };
  const count = (name: string, by: number, changes: Changes): void => {
    entryOf(name).instances += by;
    changes.instances.add(name);
  };
  const contents = new WeakMap<RuleNode["properties"], Filed>();
  /** What nodes of the same content are all filed under: by their kind and properties, not by their names. */
  const contentOf = (node: RuleNode): Filed => {
    let found = contents.get(node.properties);
    if (found === undefined)
      contents.set(node.properties, (found = filedByContent(node, catalogue)));
    return found;
  };
  return {
    put: (id, node, name, changes) => {
      const before = filed.get(id) ?? NOWHERE;
      const now = node === undefined ? NOWHERE : filedAs(node, name, contentOf(node), before);
      if (now === before) return;
      for (const one of now.entries)
        if (!before.entries.includes(one)) file(id, one, true, changes);
      if (now.entries !== before.entries || now.count !== before.count) {
        for (const one of now.entries) count(one, now.count, changes);
        for (const one of before.entries) count(one, -before.count, changes);
      }
      for (const one of before.entries)
        if (!now.entries.includes(one)) file(id, one, false, changes);
      if (node === undefined) filed.delete(id);
      else filed.set(id, now);
    },
    filed: (id) => filed.get(id) ?? NOWHERE,
    find: (entry) => entries.get(entry)?.nodes.all() ?? NONE,
    instances: (entry) => entries.get(entry)?.instances ?? 0,
    keys: (index) => keys.get(index)?.all() ?? NONE,
  };
}

/** The same object as before, or at least the same lists, where they say the same. */
function filedAs(
  { count }: RuleNode,
  name: string,
  content: Filed,
  before: typeof NOWHERE,
): typeof NOWHERE {
  const { sort } = content;
  const entries = kept(before.entries, [entryKey("name", nameKey(name)), ...content.entries]);
  if (entries === before.entries && count === before.count && sort === before.sort) return before;
  const reached = kept(before.reached, content.reached);
  return { entries, reached, inside: kept(before.inside, content.inside), sort, count };
}

function filedByContent(node: RuleNode, catalogue: Catalogue): Filed {
  const entries: string[] = [];
  const reached: string[] = [];
  const inside: string[] = [];
  for (const index of CONTENT_INDEXES)
    for (const key of indexKeys(index, node, catalogue)) {
      const entry = entryKey(index, key);
      entries.push(entry);
      if (REACHED.has(index)) reached.push(entry);
      if (INSIDE.has(index)) inside.push(entry);
    }
  const sort = sortText([node.kindId, ...traitsOf(node), ...inside].join(" "));
  return { entries, reached, inside, sort };
}

const REACHED: ReadonlySet<IndexName> = new Set(REACHED_INDEXES);
const INSIDE: ReadonlySet<IndexName> = new Set(SUBNET_INDEXES);

/** The list there was, where it says the same. */
function kept(before: readonly string[], now: readonly string[]): readonly string[] {
  return sameItems(before, now) ? before : now;
}

/** The very same string for nodes of one sort: it is looked up with each read of a node's own. */
const sortText = memoiseText((sort) => sort);

function traitsOf({ traits }: RuleNode): readonly string[] {
  return Object.keys(traits).filter((trait) => Reflect.get(traits, trait) !== undefined);
}

function splitEntry(entry: string): readonly [IndexName, string] {
  const space = entry.indexOf(" ");
  // It was written by entryKey.
  return [entry.slice(0, space) as IndexName, entry.slice(space + 1)];
}
