import { entriesOf, entryOf } from "./large-record.ts";

/** Calls `changed` for every entry that is another object than before; looks at all where none are named. */
export function eachDifference<T>(
  known: ReadonlyMap<string, T>,
  next: Readonly<Record<string, T>>,
  touched: ReadonlySet<string> | undefined,
  changed: (id: string, value: T | undefined) => void,
): void {
  // Deleting the present key while walking over a map is safe.
  for (const id of touched ?? known.keys())
    if (known.has(id) && entryOf(next, id) === undefined) changed(id, undefined);
  for (const [id, value] of touched === undefined ? entriesOf(next) : entriesAt(next, touched))
    if (known.get(id) !== value) changed(id, value);
}

function* entriesAt<T>(
  record: Readonly<Record<string, T>>,
  ids: Iterable<string>,
): Iterable<readonly [string, T]> {
  for (const id of ids) {
    const value = entryOf(record, id);
    if (value !== undefined) yield [id, value];
  }
}
