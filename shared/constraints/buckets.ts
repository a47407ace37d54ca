import { createSortedIds, type SortedIds } from "../base/sorted-ids.ts";
import { compareIds } from "../topology/ids.ts";

/** Lists of ids by key. */
export interface Buckets {
  /** Files an id under these keys and no others; returns the keys whose lists changed. */
  put(id: string, keys: ReadonlySet<string> | undefined): string[];
  /** In the order of sortedIds; the same list until it changes. */
  list(key: string): readonly string[];
}

const NONE: readonly never[] = [];

export function createBuckets(): Buckets {
  const filed = new Map<string, ReadonlySet<string>>();
  const lists = new Map<string, SortedIds>();
  const none: ReadonlySet<string> = new Set();
  const change = (key: string, id: string, isIn: boolean): void => {
    let list = lists.get(key);
    if (list === undefined) lists.set(key, (list = createSortedIds(compareIds)));
    list.put(id, isIn);
    if (list.size() === 0) lists.delete(key);
  };
  return {
    put: (id, to = none) => {
      const from = filed.get(id) ?? none;
      const left = [...from].filter((key) => !to.has(key));
      const come = [...to].filter((key) => !from.has(key));
      for (const key of left) change(key, id, false);
      for (const key of come) change(key, id, true);
      if (to.size === 0) filed.delete(id);
      else filed.set(id, to);
      return [...left, ...come];
    },
    list: (key) => lists.get(key)?.all() ?? NONE,
  };
}
