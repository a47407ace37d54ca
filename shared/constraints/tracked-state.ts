import { sameItems } from "../base/same-items.ts";
import type { LinkId, NodeId } from "../design/design.ts";
import { sameJson } from "../design/same-json.ts";
import type { NetworkChanges } from "../topology/network.ts";
import { createCells, type Cells } from "./cells.ts";
import { createDerived } from "./derived.ts";
import { entryKey, type IndexName } from "./indexes.ts";
import { endsKey } from "./link-table.ts";
import { createNodeCells, createOwnReads } from "./own-reads.ts";
import { portKey } from "./port-use.ts";
import type { Presence } from "./presence.ts";
import type { NodePart, RuleContext } from "./rule.ts";
import type { Changes, DesignState } from "./state.ts";
import { trackEnds } from "./tracked-ends.ts";
import { trackTopology } from "./tracked-topology.ts";
import type { Tracker } from "./tracker.ts";

/** The state behind cells: reading notes the read, refreshing wakes those who read what changed. */
export function trackState(
  state: DesignState,
  tracker: Tracker,
): {
  readonly context: RuleContext;
  readonly refresh: (changes: Changes, network: NetworkChanges) => void;
} {
  const nodes = trackNodes(state, tracker);
  const names = createNodeCells(tracker, state.sortOf, (id) => state.name(id));
  const spots = createCells(tracker, (id) => state.placeBeside(id));
  const ends = trackEnds(state, tracker);
  const links = trackLinks(state, tracker);
  const ports = trackPorts(state, tracker);
  const entries = trackEntries(state, tracker);
  const derive = createDerived(tracker);
  const segments = entryKey("forwarding", "segment");
  const tracked = trackTopology(state, tracker, derive, () => entries.find(segments));
  const homes = createNodeCells(
    tracker,
    state.sortOf,
    (id) => state.network.areasOf(id),
    sameItems,
  );
  const reached = trackPresence(tracker, state.reached, (instances) => instances > 0);
  const within = trackPresence(tracker, state.inside, (instances) => instances > 0);
  const counted = trackPresence(tracker, state.inside, (instances) => instances);
  return {
    context: {
      catalogue: state.catalogue,
      priceBook: state.priceBook,
      nodeIds: state.nodeIds,
      linkIds: state.linkIds,
      node: nodes.read,
      linkedNode: ends.linked,
      endAt: ends.at,
      speedAt: ends.speed,
      partOf: nodes.part,
      name: names.read,
      link: links.read,
      linksOf: links.of,
      linksLike: links.alike,
      usedPorts: ports.read,
      namesPorts: ports.isNamed,
      find: (index, key) => entries.find(entryKey(index, key)),
      each: (index, key) => entries.each(entryKey(index, key)),
      isPresent: (index, key) => entries.isPresent(entryKey(index, key)),
      instances: (index, key) => entries.instances(entryKey(index, key)),
      instancesIn: (subnet, index, key) => counted.read(subnet, entryKey(index, key)),
      sharesSubnet: (id, index, key) =>
        tracked.topology.subnetsOf(id).some((subnet) => within.read(subnet, entryKey(index, key))),
      reachesAny: (from, index, key) => {
        const isListed = (id: NodeId): boolean =>
          nodes.read(id) !== undefined && state.isListed(id, index, key);
        const entry = entryKey(index, key);
        return (
          isListed(from) ||
          tracked.ends(from).some(isListed) ||
          homes.read(from).some((area) => reached.read(area, entry))
        );
      },
      keys: (index) => entries.keys(index),
      topology: () => tracked.topology,
      derive,
      placeBeside: (id) => spots.read(id),
    },
    refresh: (changes, network) => {
      nodes.refresh(changes);
      names.refresh(changes.names);
      spots.refresh(changes.positions);
      ends.refresh(changes);
      links.refresh(changes);
      ports.refresh(changes);
      entries.refresh(changes);
      tracked.refresh(network);
      homes.refresh(network.areas);
      reached.refresh(state.reached.changed());
      const inside = state.inside.changed();
      within.refresh(inside);
      counted.refresh(inside);
    },
  };
}

/** Nodes and parts of them. */
function trackNodes(state: DesignState, tracker: Tracker) {
  const cells = createCells(tracker, (id) => state.node(id));
  const own = createOwnReads(tracker, "node", state.sortOf, true);
  // What a part gives is made for it, so the cells of one part give what it gives.
  const parts = new Map<NodePart<unknown>, Cells<unknown>>();
  const partsBy = <T>(part: NodePart<T>): Cells<T | undefined> => {
    let known = parts.get(part);
    if (known === undefined) {
      known = createCells(tracker, (id) => state.partOf(id, part), sameJson);
      parts.set(part, known);
    }
    return known as Cells<T | undefined>;
  };
  return {
    read: (id: NodeId) => (own.isOwn(id) ? state.node(id) : cells.read(id)),
    part: <T>(id: NodeId, part: NodePart<T>): T | undefined => partsBy(part).read(id),
    refresh: (changes: Changes): void => {
      cells.refresh(changes.nodes);
      own.wake(changes.nodes);
      for (const known of parts.values()) known.refresh(changes.nodes);
    },
  };
}

/** Links; those of a run's own node, and links like a run's own, are noted as its own. */
function trackLinks(state: DesignState, tracker: Tracker) {
  const cells = createCells(tracker, (id) => state.link(id));
  const own = createOwnReads(tracker, "link");
  const ofNode = createNodeCells(tracker, state.sortOf, (id) => state.linksOf(id));
  const ofOwnNode = createOwnReads(tracker, "node", state.sortOf);
  const alike = createCells(tracker, (ends) => state.linksAlike(ends));
  const likeOwn = createOwnReads(tracker, "link");
  return {
    read: (id: LinkId) => {
      const link = state.link(id);
      const isOwn =
        own.isOwn(id) ||
        (link !== undefined && (ofOwnNode.isOwn(link.from.node) || ofOwnNode.isOwn(link.to.node)));
      return isOwn ? link : cells.read(id);
    },
    of: ofNode.read,
    alike: (link: Parameters<RuleContext["linksLike"]>[0]) => {
      const run = tracker.present();
      const key = endsKey(link);
      const isOwn = run !== undefined && state.link(run.id) === link && likeOwn.isOwn(run.id);
      return isOwn ? state.linksAlike(key) : alike.read(key);
    },
    refresh: (changes: Changes): void => {
      cells.refresh(changes.links);
      own.wake(changes.links);
      ofNode.refresh(changes.linksOf);
      ofOwnNode.wake(changes.linksOf);
      alike.refresh(changes.alike);
      for (const ends of changes.alike) likeOwn.wake(state.linksAlike(ends));
    },
  };
}

/** The ports that links take. */
function trackPorts(state: DesignState, tracker: Tracker) {
  const own = createOwnReads(tracker, "node", state.sortOf);
  const cells = createCells(tracker, (key) => state.portsTaken(key));
  const named = createNodeCells(tracker, state.sortOf, (id) => state.namesPorts(id));
  return {
    isNamed: named.read,
    read: (node: NodeId, group: string): number =>
      own.isOwn(node) ? state.usedPorts(node, group) : cells.read(portKey(node, group)),
    refresh: (changes: Changes): void => {
      cells.refresh(changes.ports);
      own.wake(changes.portsOf);
      named.refresh(changes.portsOf);
    },
  };
}

/** The indexes: whole lists, lists walked along, and what keys there are. */
function trackEntries(state: DesignState, tracker: Tracker) {
  const { indexes } = state;
  const lists = createCells(tracker, indexes.find);
  const present = createCells(tracker, (entry) => indexes.instances(entry) > 0);
  const instances = createCells(tracker, indexes.instances);
  const keys = createCells(tracker, (index) => indexes.keys(index as IndexName), sameItems);
  // The n-th of an entry is a cell of its own, for those who walk along a list and stop.
  const places = new Map<string, Cells<NodeId | undefined>>();
  const placesOf = (entry: string): Cells<NodeId | undefined> => {
    let cells = places.get(entry);
    if (cells === undefined) {
      cells = createCells(tracker, (place) => indexes.find(entry)[Number(place)]);
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
    isPresent: (entry: string) => present.read(entry),
    instances: (entry: string) => instances.read(entry),
    keys: (index: IndexName) => keys.read(index),
    refresh: (changes: Changes): void => {
      lists.refresh(changes.entries);
      present.refresh(changes.entries);
      instances.refresh(changes.instances);
      keys.refresh(changes.indexes);
      for (const entry of changes.entries) places.get(entry)?.refresh();
    },
  };
}

/** Of what there is in a place, as much as a run needs to know. */
function trackPresence<Place, T>(
  tracker: Tracker,
  presence: Presence<Place>,
  view: (instances: number) => T,
) {
  const places = new Map<Place, Cells<T>>();
  let before: ReadonlyMap<Place, ReadonlySet<string>> = new Map();
  const cellsOf = (place: Place): Cells<T> => {
    let cells = places.get(place);
    if (cells === undefined) {
      cells = createCells(tracker, (entry) => view(presence.instances(place, entry)));
      places.set(place, cells);
    }
    return cells;
  };
  const look = (entries: ReadonlySet<string>, place: Place): void => {
    const cells = places.get(place);
    if (cells === undefined) return;
    cells.refresh(entries);
    if (cells.size() === 0) places.delete(place);
  };
  return {
    read: (place: Place, entry: string): T => cellsOf(place).read(entry),
    refresh: (changes: ReadonlyMap<Place, ReadonlySet<string>>): void => {
      // Those of the last time too: by now their readers may have let go of them, and of places that are no more.
      before.forEach(look);
      changes.forEach(look);
      before = changes;
    },
  };
}
