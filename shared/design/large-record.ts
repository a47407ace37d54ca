/**
 * A record of thousands of entries is copied in milliseconds, and an edit needs a copy. So the copy of a large
 * one is a view: what was changed, laid over the record as it was. It looks and behaves like any plain record
 * that may not be changed, but for `structuredClone`, which takes no views; small ones are plain as ever.
 */
export type Changes<T> = ReadonlyMap<string, T | undefined>;

/** A record as `base` with what was changed `over` it. */
export interface Layers<T> {
  readonly base: Readonly<Record<string, T>>;
  /** The newest first; none of them ever changes. */
  readonly over: readonly Changes<T>[];
}

/** From here on copying would be felt. */
const LARGE = 1000;
/** So many changes are gathered before they are written out, once, into a plain record. */
const MOST = 10_000;
/** A layer is at least this much larger than the one over it, so an edit copies a few entries, seldom many. */
const GROWTH = 8;

const known = new WeakMap<object, Layers<unknown>>();

/** A record like another but for some entries; those that are undefined are not in it. */
export function withChanges<T>(
  record: Readonly<Record<string, T>>,
  changes: Changes<T>,
  limits = { large: LARGE, most: MOST },
): Record<string, T> {
  noteLarge(record, limits.large);
  if (!known.has(record)) return plain({ base: record, over: [changes] });
  const { base, over } = layersOf(record);
  const layers = { base, over: laidOver(over, changes) };
  const size = layers.over.reduce((sum, layer) => sum + layer.size, 0);
  return size > limits.most ? written(layers) : viewOf(layers);
}

/** What a record is made of; a plain one is its own base, with nothing over it. */
export function layersOf<T>(record: Readonly<Record<string, T>>): Layers<T> {
  // What was noted for a record was made of that very record.
  const layers = known.get(record) as Layers<T> | undefined;
  return layers ?? { base: record, over: [] };
}

/** The record as `structuredClone` takes it: written out where it is a view. */
export function plainRecord<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  const layers = layersOf(record);
  return layers.over.length === 0 ? layers.base : plain(layers);
}

/** One entry of a record, if it is there; of a view it is found much faster than through the view. */
export function entryOf<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
  // What was noted for a record was made of that very record.
  const layers = known.get(record) as Layers<T> | undefined;
  if (layers !== undefined) return lookIn(layers, id);
  return Object.hasOwn(record, id) ? record[id] : undefined;
}

function lookIn<T>({ base, over }: Layers<T>, id: string): T | undefined {
  for (const layer of over) {
    const value = layer.get(id);
    if (value !== undefined || layer.has(id)) return value;
  }
  return Object.hasOwn(base, id) ? base[id] : undefined;
}

/** The entries of a record in its order; those of a view are found much faster than through the view. */
export function* entriesOf<T>(record: Readonly<Record<string, T>>): Iterable<readonly [string, T]> {
  const { base, over } = layersOf(record);
  const changes = merged(over);
  for (const id of Object.keys(base)) {
    const value = changes.has(id) ? changes.get(id) : base[id];
    if (value !== undefined) yield [id, value];
  }
  for (const [id, value] of changes)
    if (value !== undefined && !Object.hasOwn(base, id)) yield [id, value];
}

const counts = new WeakMap<object, number>();

/** How many entries a record has. To list the keys of a view for this would be felt at each edit. */
export function entryCount(record: Readonly<Record<string, unknown>>): number {
  const count = counts.get(record) ?? counted(layersOf(record));
  counts.set(record, count);
  return count;
}

function counted({ base, over }: Layers<unknown>): number {
  let count = over.length === 0 ? Object.keys(base).length : entryCount(base);
  for (const [id, value] of merged(over))
    count += Number(value !== undefined) - Number(Object.hasOwn(base, id));
  return count;
}

/** So that it is counted only once. */
function noteLarge(record: Readonly<Record<string, unknown>>, large: number): void {
  if (!known.has(record) && entryCount(record) >= large) known.set(record, layersOf(record));
}

/** Melts the layers together that are too much alike in size. */
function laidOver<T>(over: readonly Changes<T>[], changes: Changes<T>): readonly Changes<T>[] {
  let [top, depth] = [changes, 0];
  for (const layer of over) {
    if (layer.size >= GROWTH * top.size) break;
    top = merged([top, layer]);
    depth += 1;
  }
  return [top, ...over.slice(depth)];
}

/** Several layers as one, in the order in which their entries first came. */
function merged<T>(over: readonly Changes<T>[]): Changes<T> {
  const all = new Map<string, T | undefined>();
  for (const layer of over.toReversed()) for (const [id, value] of layer) all.set(id, value);
  return all;
}

function written<T>(layers: Layers<T>): Record<string, T> {
  const base = plain(layers);
  known.set(base, layersOf(base));
  return base;
}

function plain<T>({ base, over }: Layers<T>): Record<string, T> {
  const entries = new Map(Object.entries(base));
  for (const [id, value] of merged(over))
    if (value === undefined) entries.delete(id);
    else entries.set(id, value);
  return Object.fromEntries(entries);
}

function viewOf<T>(layers: Layers<T>): Record<string, T> {
  const look = (key: string | symbol): T | undefined =>
    typeof key === "string" ? lookIn(layers, key) : undefined;
  let keys: readonly string[] | undefined;
  const list = (): readonly string[] => (keys ??= Array.from(entriesOf(view), ([id]) => id));
  const refuse = (): boolean => false;
  const view = new Proxy<Record<string, T>>(
    {},
    {
      get: (target, key) => look(key) ?? Reflect.get(target, key),
      has: (target, key) => look(key) !== undefined || Reflect.has(target, key),
      ownKeys: () => [...list()],
      getOwnPropertyDescriptor: (_, key) => {
        const value = look(key);
        if (value === undefined) return undefined;
        return { value, writable: true, enumerable: true, configurable: true };
      },
      set: refuse,
      deleteProperty: refuse,
      defineProperty: refuse,
    },
  );
  known.set(view, layers);
  return view;
}
