import { sameItems } from "../base/same-items.ts";

/** How many instances there are in each place (an area of the network, a subnet) of what is listed under an entry. */
export interface Presence<Place> {
  /** By a key as entryKey writes it. */
  instances(place: Place, entry: string): number;
  /** Says where a node is no longer, and where it is, once for each time it is there. */
  move(before: Present<Place> | undefined, now: Present<Place> | undefined): void;
  /** Of what there may be more or fewer since this was last asked. */
  changed(): ReadonlyMap<Place, ReadonlySet<string>>;
}

/** Where a node is, what it is listed under and how many it stands for. */
export interface Present<Place> {
  readonly places: readonly Place[];
  readonly entries: readonly string[];
  readonly count: number;
}

export function createPresence<Place>(): Presence<Place> {
  const sums = new Map<Place, Map<string, number>>();
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
  const addAll = ({ places, entries, count }: Present<Place>, by: 1 | -1): void => {
    for (const place of places) for (const entry of entries) add(place, entry, by * count);
  };
  return {
    instances: (place, entry) => sums.get(place)?.get(entry) ?? 0,
    move: (before, now) => {
      if (before !== undefined && now !== undefined && isSame(before, now)) return;
      if (before !== undefined) addAll(before, -1);
      if (now !== undefined) addAll(now, 1);
    },
    changed: () => {
      const now = changes;
      changes = new Map();
      return now;
    },
  };
}

function isSame<Place>(a: Present<Place>, b: Present<Place>): boolean {
  return a.count === b.count && sameItems(a.places, b.places) && sameItems(a.entries, b.entries);
}
