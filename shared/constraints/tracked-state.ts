import type { NodeId } from "../design/design.ts";
import { createCells, type Cells } from "./cells.ts";
import { entryKey, type IndexName } from "./indexes.ts";
import { pairKey } from "./link-table.ts";
import type { RuleContext } from "./rule.ts";
import type { Changes, DesignState } from "./state.ts";
import { trackTopology } from "./tracked-topology.ts";

/** The state behind signals: reading notes the read, refreshing wakes those who read what changed. */
export function trackState(state: DesignState): {
  readonly context: RuleContext;
  readonly refresh: (changes: Changes) => void;
} {
  const lists = createCells((list) => (list === "nodes" ? state.nodeIds() : state.linkIds()));
  const nodes = createCells((id) => state.node(id));
  const names = createCells((id) => state.name(id));
  const spots = createCells((id) => state.placeBeside(id));
  const links = createCells((id) => state.link(id));
  const linksOf = createCells((id) => state.linksOf(id));
  const pairs = createCells((pair) => state.linksOfPair(pair));
  const entries = trackEntries(state);
  const tracked = trackTopology(() => state.topology());
  return {
    context: {
      catalogue: state.catalogue,
      rateCard: state.rateCard,
      nodeIds: () => lists.read("nodes"),
      linkIds: () => lists.read("links"),
      node: (id) => nodes.read(id),
      name: (id) => names.read(id),
      link: (id) => links.read(id),
      linksOf: (id) => linksOf.read(id),
      linksBetween: (a, b) => pairs.read(pairKey(a, b)),
      find: (index, key) => entries.find(entryKey(index, key)),
      each: (index, key) => entries.each(entryKey(index, key)),
      keys: (index) => entries.keys(index),
      topology: () => tracked.topology,
      placeBeside: (id) => spots.read(id),
    },
    refresh: (changes) => {
      if (changes.nodeList) lists.refresh(["nodes"]);
      if (changes.linkList) lists.refresh(["links"]);
      nodes.refresh(changes.nodes);
      names.refresh(changes.names);
      spots.refresh(changes.positions);
      links.refresh(changes.links);
      linksOf.refresh(changes.linksOf);
      pairs.refresh(changes.pairs);
      entries.refresh(changes);
      if (changes.topology) tracked.refresh();
    },
  };
}

/** The indexes: whole lists, lists walked along, and what keys there are. */
function trackEntries(state: DesignState) {
  const list = (entry: string): readonly NodeId[] => {
    const space = entry.indexOf(" ");
    return state.find(entry.slice(0, space) as IndexName, entry.slice(space + 1));
  };
  const lists = createCells(list);
  const keys = createCells((index) => state.keys(index as IndexName));
  // The n-th of an entry is a cell of its own, for those who walk along a list and stop.
  const places = new Map<string, Cells<NodeId | undefined>>();
  const placesOf = (entry: string): Cells<NodeId | undefined> => {
    let cells = places.get(entry);
    if (cells === undefined)
      places.set(entry, (cells = createCells((place) => list(entry)[Number(place)])));
    return cells;
  };
  return {
    find: (entry: string) => lists.read(entry),
    each: function* each(entry: string): Generator<NodeId> {
      for (let place = 0; ; place++) {
        const id = placesOf(entry).read(String(place));
        if (id === undefined) return;
        yield id;
      }
    },
    keys: (index: IndexName) => keys.read(index),
    refresh: (changes: Changes): void => {
      lists.refresh(changes.entries);
      for (const entry of changes.entries) places.get(entry)?.refresh();
      keys.refresh(changes.indexes);
    },
  };
}
