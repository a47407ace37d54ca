import { sortedIds } from "../topology/ids.ts";

/** Lists of ids by key. */
export interface Buckets {
  /** Files an id under these keys and no others; returns the keys whose lists changed. */
  put(id: string, keys: ReadonlySet<string> | undefined): string[];
  list(key: string): readonly string[];
  keys(): readonly string[];
}

/** Lists are sorted when they are read, and kept until they change. */
export function createBuckets(): Buckets {
  const sets = new Map<string, Set<string>>();
  const filed = new Map<string, ReadonlySet<string>>();
  const lists = new Map<string, readonly string[]>();
  const none: ReadonlySet<string> = new Set();
  return {
    put: (id, to = none) => {
      const from = filed.get(id) ?? none;
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
      if (to.size === 0) filed.delete(id);
      else filed.set(id, to);
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
