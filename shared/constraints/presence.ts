import { sameItems } from "../base/same-items.ts";
import type { NodeId } from "../design/design.ts";

/** How many instances there are in each place (an area of the network, a subnet) of what is listed under an entry. */
export interface Presence<Place> {
  /** By a key as entryKey writes it. */
  instances(place: Place, entry: string): number;
  /** Says where a node is, once for each time it is there, what it is listed under and how many it stands for. */
  put(id: NodeId, places: readonly Place[], entries: readonly string[], count: number): void;
  /** Of what there may be more or fewer since this was last asked. */
  changed(): ReadonlyMap<Place, ReadonlySet<string>>;
}

interface Entry<Place> {
  readonly places: readonly Place[];
  readonly entries: readonly string[];
  readonly count: number;
}

export function createPresence<Place>(): Presence<Place> {
  const sums = new Map<Place, Map<string, number>>();
  const known = new Map<NodeId, Entry<Place>>();
  let changes = new Map<Place, Set<string>>();
  const add = (place: Place, entry: string, by: number): void => {
    let own = sums.get(place);
    if (own === undefined) sums.set(place, (own = new Map()));
    const sum = (own.get(entry) ?? 0) + by;
    if (sum === 0) own.delete(entry);
    else own.set(entry, sum);
    if (own.size === 0) sums.delete(place);
    const noted = changes.get(place);
    if (noted === undefined) changes.set(place, new Set([entry]));
    else noted.add(entry);
  };
  const addAll = ({ places, entries, count }: Entry<Place>, by: 1 | -1): void => {
    for (const place of places) for (const entry of entries) add(place, entry, by * count);
  };
  return {
    instances: (place, entry) => sums.get(place)?.get(entry) ?? 0,
    put: (id, places, entries, count) => {
      const next = { places, entries, count };
      const before = known.get(id);
      if (before !== undefined && sameEntry(before, next)) return;
      if (before !== undefined) addAll(before, -1);
      addAll(next, 1);
      if (places.length > 0 && entries.length > 0) known.set(id, next);
      else known.delete(id);
    },
    changed: () => {
      const now = changes;
      changes = new Map();
      return now;
    },
  };
}

function sameEntry<Place>(a: Entry<Place>, b: Entry<Place>): boolean {
  return a.count === b.count && sameItems(a.places, b.places) && sameItems(a.entries, b.entries);
}
