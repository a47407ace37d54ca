/** Calls `changed` for every entry that is another object than before; looks at all where none are named. */
export function eachDifference<T>(
  known: ReadonlyMap<string, T>,
  next: Readonly<Record<string, T>>,
  touched: Iterable<string> | undefined,
  changed: (id: string, value: T | undefined) => void,
): void {
  // Deleting the present key while walking over a map is safe.
  for (const id of touched ?? known.keys())
    if (known.has(id) && !Object.hasOwn(next, id)) changed(id, undefined);
  for (const id of touched ?? Object.keys(next))
    if (Object.hasOwn(next, id) && known.get(id) !== next[id]) changed(id, next[id]);
}
