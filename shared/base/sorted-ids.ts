import { createSortedRuns, type SortedRuns } from "./sorted-runs.ts";

/** A set of ids in order. Most of them are small, and there are tens of thousands, so a small one is one array. */
export interface SortedIds {
  /** Puts an id in, or takes it out; false when it was so already. */
  put(id: string, isIn: boolean): boolean;
  /** The same array until one of them changes. */
  all(): readonly string[];
  size(): number;
}

/** From here on copying would be felt. */
const MANY = 64;

export function createSortedIds(compare: (a: string, b: string) => number): SortedIds {
  let few: readonly string[] = [];
  let many: SortedRuns<string> | undefined;
  let size = 0;
  const spread = (): SortedRuns<string> => {
    const runs = createSortedRuns<string>(compare);
    for (const id of few) runs.put(id, [id]);
    few = [];
    return runs;
  };
  const putAmongFew = (id: string, isIn: boolean): boolean => {
    const at = placeOf(few, id, compare);
    if ((few[at] === id) === isIn) return false;
    few = isIn ? few.toSpliced(at, 0, id) : few.toSpliced(at, 1);
    return true;
  };
  return {
    put: (id, isIn) => {
      if (many === undefined && size >= MANY) many = spread();
      const isNew = many === undefined ? putAmongFew(id, isIn) : many.get(id).length > 0 !== isIn;
      if (!isNew) return false;
      many?.put(id, isIn ? [id] : []);
      size += isIn ? 1 : -1;
      return true;
    },
    all: () => many?.all() ?? few,
    size: () => size,
  };
}

/** Where an id is or belongs; ids that come in order are quick. */
function placeOf(
  ids: readonly string[],
  id: string,
  compare: (a: string, b: string) => number,
): number {
  let low = 0;
  let high = ids.length;
  const last = ids[high - 1];
  if (last === undefined || compare(last, id) < 0) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = ids[middle];
    if (there !== undefined && compare(there, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
