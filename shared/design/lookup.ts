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

type Index = ReadonlyMap<string, readonly string[]>;

export function createLookup<T>(keysOf: (value: T) => readonly string[]): Lookup<T> {
  const indexes = new WeakMap<object, Index>();
  const indexOf = (of: object, entries: () => Iterable<[string, T | undefined]>): Index => {
    let index = indexes.get(of);
    if (index === undefined) indexes.set(of, (index = fileAll(entries(), keysOf)));
    return index;
  };
  return (record, key, changes) => {
    const { base, over } = layersOf(record);
    const found = indexOf(base, () => Object.entries(base)).get(key) ?? [];
    // The oldest first: who is in a newer layer too is found there, if at all.
    const kept = over.toReversed().reduce((ids, layer) => {
      const own = indexOf(layer, () => layer.entries()).get(key) ?? [];
      return [...ids.filter((id) => !layer.has(id)), ...own];
    }, found);
    const changed = [...changes].flatMap(([id, value]) =>
      value !== undefined && keysOf(value).includes(key) ? id : [],
    );
    return [...kept.filter((id) => !changes.has(id)), ...changed];
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
