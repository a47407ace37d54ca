import { layersOf, type Changes } from "./large-record.ts";

/**
 * Finds the entries of a record under a key, as they will be with some changes. The keys are worked out once
 * for a record, however often it was changed a little since.
 */
export type Lookup<T> = (
  record: Readonly<Record<string, T>>,
  key: string,
  changes: Changes<T>,
) => readonly string[];

export function createLookup<T>(keysOf: (value: T) => readonly string[]): Lookup<T> {
  const indexes = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();
  const indexOf = (base: Readonly<Record<string, T>>): ReadonlyMap<string, readonly string[]> => {
    let index = indexes.get(base);
    if (index === undefined) indexes.set(base, (index = fileAll(base, keysOf)));
    return index;
  };
  return (record, key, changes) => {
    const { base, over } = layersOf(record);
    const changed = new Map([...over, ...changes]);
    const kept = (indexOf(base).get(key) ?? []).filter((id) => !changed.has(id));
    const others = [...changed].flatMap(([id, value]) =>
      value !== undefined && keysOf(value).includes(key) ? id : [],
    );
    return [...kept, ...others];
  };
}

function fileAll<T>(
  base: Readonly<Record<string, T>>,
  keysOf: (value: T) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const [id, value] of Object.entries(base))
    for (const key of new Set(keysOf(value))) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [id]);
      else list.push(id);
    }
  return index;
}
