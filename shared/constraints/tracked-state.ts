import type { NodeId } from "../design/design.ts";
import { createCells, type Cells } from "./cells.ts";
import { entryKey, type IndexName } from "./indexes.ts";
import { endsKey } from "./link-table.ts";
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
  const alike = createCells((ends) => state.linksAlike(ends));
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
      linksLike: (link) => alike.read(endsKey(link)),
      find: (index, key) => entries.find(entryKey(index, key)),
      each: (index, key) => entries.each(entryKey(index, key)),
      reachesAny: (from, index, key) => entries.reachedBy(entryKey(index, key), from),
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
      alike.refresh(changes.alike);
      entries.refresh(changes);
      if (changes.topology) tracked.refresh();
    },
  };
}

/** The indexes: whole lists, lists walked along, who reaches any of a list, and what keys there are. */
function trackEntries(state: DesignState) {
  const split = (entry: string): [IndexName, string] => {
    const space = entry.indexOf(" ");
    return [entry.slice(0, space) as IndexName, entry.slice(space + 1)];
  };
  const list = (entry: string): readonly NodeId[] => state.find(...split(entry));
  const lists = createCells(list);
  const keys = createCells((index) => state.keys(index as IndexName));
  // The n-th of an entry is a cell of its own, for those who walk along a list and stop.
  const places = perEntry((entry) => createCells((place) => list(entry)[Number(place)]));
  const reached = perEntry((entry) =>
    createCells((from) => state.reachesAny(from, ...split(entry))),
  );
  return {
    find: (entry: string) => lists.read(entry),
    each: function* each(entry: string): Generator<NodeId> {
      for (let place = 0; ; place++) {
        const id = places.of(entry).read(String(place));
        if (id === undefined) return;
        yield id;
      }
    },
    reachedBy: (entry: string, from: NodeId) => reached.of(entry).read(from),
    keys: (index: IndexName) => keys.read(index),
    refresh: (changes: Changes): void => {
      lists.refresh(changes.entries);
      places.refresh(changes.entries);
      reached.refresh(changes.topology ? undefined : changes.entries);
      keys.refresh(changes.indexes);
    },
  };
}

/** Cells for each entry, made when it is first asked for. */
function perEntry<T>(make: (entry: string) => Cells<T>) {
  const byEntry = new Map<string, Cells<T>>();
  return {
    of: (entry: string): Cells<T> => {
      let cells = byEntry.get(entry);
      if (cells === undefined) byEntry.set(entry, (cells = make(entry)));
      return cells;
    },
    refresh: (entries: Iterable<string> = byEntry.keys()): void => {
      for (const entry of entries) byEntry.get(entry)?.refresh();
    },
  };
}
