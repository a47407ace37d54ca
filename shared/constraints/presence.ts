import type { NodeId } from "../design/design.ts";
import type { Area } from "../topology/areas.ts";

/** In which areas of the network anything is that an index lists under a key; see {@link entryKey}. */
export interface Presence {
  has(area: Area, entry: string): boolean;
  /** Says where a node is and what it is listed under; notes what is present now and was not, or the reverse. */
  put(id: NodeId, areas: readonly Area[], entries: readonly string[]): void;
  /** What came to an area or left it since this was last asked. */
  flipped(): ReadonlyMap<Area, ReadonlySet<string>>;
}

interface Place {
  readonly areas: readonly Area[];
  readonly entries: readonly string[];
}

export function createPresence(): Presence {
  const counts = new WeakMap<Area, Map<string, number>>();
  const places = new Map<NodeId, Place>();
  let flips = new Map<Area, Set<string>>();
  const count = (area: Area, entry: string, by: number): void => {
    let own = counts.get(area);
    if (own === undefined) counts.set(area, (own = new Map()));
    const before = own.get(entry) ?? 0;
    own.set(entry, before + by);
    if (before > 0 === before + by > 0) return;
    const known = flips.get(area);
    if (known === undefined) flips.set(area, new Set([entry]));
    else known.add(entry);
  };
  const countAll = ({ areas, entries }: Place, by: number): void => {
    for (const area of areas) for (const entry of entries) count(area, entry, by);
  };
  return {
    has: (area, entry) => (counts.get(area)?.get(entry) ?? 0) > 0,
    put: (id, areas, entries) => {
      const next = { areas, entries };
      countAll(next, 1);
      const known = places.get(id);
      if (known !== undefined) countAll(known, -1);
      if (areas.length > 0 && entries.length > 0) places.set(id, next);
      else places.delete(id);
    },
    flipped: () => {
      const now = flips;
      flips = new Map();
      return now;
    },
  };
}
