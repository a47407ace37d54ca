import type { NodeId } from "../design/design.ts";
import type { Area, Areas } from "./areas.ts";
import type { Contacts } from "./contacts.ts";
import { sortedIds } from "./ids.ts";

/** Where a node stands among the transit nodes. */
export interface Standing {
  /** A transit node itself, or the transit nodes that any other node meets; in order of their ids. */
  readonly anchors: readonly NodeId[];
  /** What else a node that is not transit meets. */
  readonly ends: readonly NodeId[];
  /** The areas of its anchors, each once. */
  readonly areas: readonly Area[];
}

/** Each is found when it is asked for and kept until it is dropped. */
export interface Standings {
  of(node: NodeId): Standing;
  /** To be called for nodes that meet others than before, and for those around transit nodes of another area. */
  drop(nodes: Iterable<NodeId>): void;
}

const NONE: readonly never[] = [];
const ALONE: Standing = { anchors: NONE, ends: NONE, areas: NONE };

export function createStandings(
  isTransit: (id: NodeId) => boolean,
  contacts: Contacts,
  areas: Areas,
): Standings {
  const known = new Map<NodeId, Standing>();
  /** What all who meet nothing but one transit node have in common. */
  const beside = new Map<NodeId, Standing>();
  const standing = (anchors: readonly NodeId[], ends: readonly NodeId[]): Standing => {
    const around = new Set(anchors.flatMap((id) => areas.of(id) ?? NONE));
    return { anchors, ends, areas: [...around] };
  };
  const find = (id: NodeId): Standing => {
    if (isTransit(id)) return standing([id], NONE);
    const met = [...contacts.of(id)];
    const [first] = met;
    if (first === undefined) return ALONE;
    const anchors = met.filter(isTransit);
    if (met.length > 1 || anchors.length === 0)
      return standing(sortedIds(anchors), sortedIds(met.filter((one) => !isTransit(one))));
    let shared = beside.get(first);
    if (shared === undefined) beside.set(first, (shared = standing(anchors, NONE)));
    return shared;
  };
  return {
    of: (id) => {
      let found = known.get(id);
      if (found === undefined) known.set(id, (found = find(id)));
      return found;
    },
    drop: (nodes) => {
      for (const id of nodes) {
        known.delete(id);
        beside.delete(id);
      }
    },
  };
}
