/** A sorted list made of runs: each id has the values it put there, in order of the ids. */
export interface SortedRuns<T> {
  /** Takes the place of what the id had before; an empty run takes the id out. */
  put(id: string, run: readonly T[]): void;
  get(id: string): readonly T[];
  /** Every run after the other; the same array until one of them changes. */
  all(): readonly T[];
}

/** Keeps the list up to date by moving what is behind a changed run; a list that changed a lot is made anew. */
export function createSortedRuns<T>(compare: (a: string, b: string) => number): SortedRuns<T> {
  const runs = new Map<string, readonly T[]>();
  const changed = new Set<string>();
  /** The id of each value of `values`. */
  let owners: string[] = [];
  let values: readonly T[] = [];
  const rebuild = (): void => {
    const ids = [...runs.keys()].sort(compare);
    values = ids.flatMap((id) => runs.get(id) ?? []);
    owners = ids.flatMap((id) => (runs.get(id) ?? []).map(() => id));
  };
  const patch = (): void => {
    const next = values.slice();
    for (const id of changed) {
      const run = runs.get(id) ?? [];
      const at = insertionPoint(owners, id, compare);
      let count = 0;
      while (owners[at + count] === id) count += 1;
      next.splice(at, count, ...run);
      owners.splice(at, count, ...run.map(() => id));
    }
    values = next;
  };
  return {
    put: (id, run) => {
      if (run.length > 0) runs.set(id, run);
      else if (!runs.delete(id)) return;
      changed.add(id);
    },
    get: (id) => runs.get(id) ?? [],
    all: () => {
      if (changed.size * 8 > values.length) rebuild();
      else if (changed.size > 0) patch();
      changed.clear();
      return values;
    },
  };
}

/** The first place in a sorted list that does not come before an id. */
function insertionPoint(
  sorted: readonly string[],
  id: string,
  compare: (a: string, b: string) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] ?? "", id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
