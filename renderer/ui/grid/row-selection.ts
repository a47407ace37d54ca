/** How a row is selected: beside what is selected already, and from the last one selected up to it. */
export interface Selecting {
  readonly more: boolean;
  readonly range: boolean;
}

/** What is selected after a row was clicked, or chosen by key. */
export function selectedAfter<K extends string>(
  keys: readonly K[],
  before: ReadonlySet<K>,
  { index, anchor, more, range }: Selecting & { readonly index: number; readonly anchor: K | null },
): ReadonlySet<K> {
  const key = keys[index];
  if (key === undefined) return before;
  const from = range && anchor !== null ? keys.indexOf(anchor) : index;
  const run = keys.slice(Math.min(from, index), Math.max(from, index) + 1);
  if (!more) return new Set(run);
  const after = new Set(before);
  if (!range && after.has(key)) after.delete(key);
  else for (const one of run) after.add(one);
  return after;
}
