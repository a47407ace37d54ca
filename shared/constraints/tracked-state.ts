import type { DesignLink, LinkId, NodeId } from "../design/design.ts";
import type { Area } from "../topology/areas.ts";
import type { NetworkChanges } from "../topology/network.ts";
import { createCells, type Cells } from "./cells.ts";
import { entryKey, indexKeys, type IndexName } from "./indexes.ts";
import { endsKey } from "./link-table.ts";
import type { RuleContext, RuleScope } from "./rule.ts";
import type { Changes, DesignState } from "./state.ts";
import { sameItems, trackTopology } from "./tracked-topology.ts";
import type { Tracker } from "./tracker.ts";

/**
 * The state behind cells: reading notes the read, refreshing wakes those who read what changed. What a run
 * reads of its own node, its links or its own link is not noted: when one of those changes, all of its rules are
 * run again anyway.
 */
export function trackState(
  state: DesignState,
  tracker: Tracker,
): {
  readonly context: RuleContext;
  readonly refresh: (changes: Changes, network: NetworkChanges) => void;
} {
  const nodes = createCells(tracker, (id) => state.node(id));
  const names = createCells(tracker, (id) => state.name(id));
  const spots = createCells(tracker, (id) => state.placeBeside(id));
  const links = createCells(tracker, (id) => state.link(id));
  const linksOf = createCells(tracker, (id) => state.linksOf(id));
  const alike = createCells(tracker, (ends) => state.linksAlike(ends));
  const entries = trackEntries(state, tracker);
  const isOwn = (scope: RuleScope, id: string): boolean => {
    const run = tracker.present();
    return run !== undefined && run.id === id && run.rule.scope === scope;
  };
  const isOwnLink = (id: LinkId, link: DesignLink | undefined): boolean =>
    isOwn("link", id) ||
    (link !== undefined && (isOwn("node", link.from.node) || isOwn("node", link.to.node)));
  const node = (id: NodeId) => (isOwn("node", id) ? state.node(id) : nodes.read(id));
  const tracked = trackTopology(state, tracker, () => entries.find("forwarding segment"));
  const reached = trackPresence(state, tracker);
  return {
    context: {
      catalogue: state.catalogue,
      rateCard: state.rateCard,
      nodeIds: state.nodeIds,
      linkIds: state.linkIds,
      node,
      name: (id) => names.read(id),
      link: (id) => {
        const found = state.link(id);
        return isOwnLink(id, found) ? found : links.read(id);
      },
      linksOf: (id) => (isOwn("node", id) ? state.linksOf(id) : linksOf.read(id)),
      linksLike: (link) => alike.read(endsKey(link)),
      find: (index, key) => entries.find(entryKey(index, key)),
      each: (index, key) => entries.each(entryKey(index, key)),
      instances: (index, key) => entries.instances(entryKey(index, key)),
      reachesAny: (from, index, key) => {
        const isListed = (id: NodeId): boolean => {
          const found = node(id);
          return found !== undefined && indexKeys(index, found, "", state.catalogue).has(key);
        };
        return (
          [from, ...tracked.ends(from)].some(isListed) || reached.by(from, entryKey(index, key))
        );
      },
      keys: (index) => entries.keys(index),
      topology: () => tracked.topology,
      placeBeside: (id) => spots.read(id),
    },
    refresh: (changes, network) => {
      nodes.refresh(changes.nodes);
      names.refresh(changes.names);
      spots.refresh(changes.positions);
      links.refresh(changes.links);
      linksOf.refresh(changes.linksOf);
      alike.refresh(changes.alike);
      entries.refresh(changes);
      tracked.refresh(network);
      reached.refresh(network);
    },
  };
}

/** The indexes: whole lists, lists walked along, and what keys there are. */
function trackEntries(state: DesignState, tracker: Tracker) {
  const split = (entry: string): [IndexName, string] => {
    const space = entry.indexOf(" ");
    return [entry.slice(0, space) as IndexName, entry.slice(space + 1)];
  };
  const list = (entry: string): readonly NodeId[] => state.find(...split(entry));
  const lists = createCells(tracker, list);
  const instances = createCells(tracker, (entry) => state.instances(...split(entry)));
  const keys = createCells(tracker, (index) => state.keys(index as IndexName), sameItems);
  // The n-th of an entry is a cell of its own, for those who walk along a list and stop.
  const places = new Map<string, Cells<NodeId | undefined>>();
  const placesOf = (entry: string): Cells<NodeId | undefined> => {
    let cells = places.get(entry);
    if (cells === undefined) {
      cells = createCells(tracker, (place) => list(entry)[Number(place)]);
      places.set(entry, cells);
    }
    return cells;
  };
  return {
    find: (entry: string) => lists.read(entry),
    each: function* each(entry: string): Generator<NodeId> {
      const cells = placesOf(entry);
      for (let place = 0; ; place++) {
        const id = cells.read(String(place));
        if (id === undefined) return;
        yield id;
      }
    },
    instances: (entry: string) => instances.read(entry),
    keys: (index: IndexName) => keys.read(index),
    refresh: (changes: Changes): void => {
      lists.refresh(changes.entries);
      instances.refresh(changes.instances);
      keys.refresh(changes.indexes);
      for (const entry of changes.entries) places.get(entry)?.refresh();
    },
  };
}

/** Which areas a node is in, and what is in an area. */
function trackPresence(state: DesignState, tracker: Tracker) {
  const homes = createCells(tracker, (id) => state.network.areasOf(id), sameItems);
  const present = new WeakMap<Area, Cells<boolean>>();
  const presentIn = (area: Area): Cells<boolean> => {
    let cells = present.get(area);
    if (cells === undefined) {
      cells = createCells(tracker, (entry) => state.presence.has(area, entry));
      present.set(area, cells);
    }
    return cells;
  };
  return {
    by: (from: NodeId, entry: string): boolean =>
      homes.read(from).some((area) => presentIn(area).read(entry)),
    refresh: (network: NetworkChanges): void => {
      homes.refresh(network.areas);
      for (const [area, entries] of state.presence.flipped()) present.get(area)?.refresh(entries);
    },
  };
}
