import { layersOf, type Changes } from "./large-record.ts";

/**
 * Finds the entries of a record under a key, as they will be with some changes. The keys are worked out once
 * for what a record is made of, however often it was changed a little since.
 */
export type Lookup<T> = (
  record: Readonly<Record<string, T>>,
  key: string,
  changes: Changes<T>,
) => readonly string[];

/** To file what was changed takes as long as to look through it so often, and most of it is soon changed again. */
const OFTEN = 16;

type Index = ReadonlyMap<string, readonly string[]>;

export function createLookup<T>(keysOf: (value: T) => readonly string[]): Lookup<T> {
  const indexes = new WeakMap<object, Index>();
  const asked = new WeakMap<object, number>();
  const indexOf = (of: object, entries: () => Iterable<[string, T | undefined]>): Index => {
    let index = indexes.get(of);
    if (index === undefined) indexes.set(of, (index = fileAll(entries(), keysOf)));
    return index;
  };
  const search = (entries: Changes<T>, key: string): readonly string[] => {
    const found: string[] = [];
    for (const [id, value] of entries)
      if (value !== undefined && keysOf(value).includes(key)) found.push(id);
    return found;
  };
  const findIn = (layer: Changes<T>, key: string): readonly string[] => {
    const times = (asked.get(layer) ?? 0) + 1;
    asked.set(layer, times);
    if (times < OFTEN) return search(layer, key);
    return indexOf(layer, () => layer.entries()).get(key) ?? [];
  };
  return (record, key, changes) => {
    const { base, over } = layersOf(record);
    const found = indexOf(base, () => Object.entries(base)).get(key) ?? [];
    // The oldest first: who is in a newer layer too is found there, if at all.
    const kept = over
      .toReversed()
      .reduce(
        (ids, layer) => [...ids.filter((id) => !layer.has(id)), ...findIn(layer, key)],
        found,
      );
    return [...kept.filter((id) => !changes.has(id)), ...search(changes, key)];
  };
}

function fileAll<T>(
  entries: Iterable<[string, T | undefined]>,
  keysOf: (value: T) => readonly string[],
): Index {
  const index = new Map<string, string[]>();
  for (const [id, value] of entries) {
    if (value === undefined) continue;
    for (const key of keysOf(value)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [id]);
      // Filed under one key twice, as a link to itself is, it is there already.
      else if (list.at(-1) !== id) list.push(id);
    }
  }
  return index;
}
