import type { NodeId } from "../design/design.ts";

/** The neighbours of a node; undefined for one that is not there. */
export type Neighbours = (id: NodeId) => readonly NodeId[] | undefined;

/** Nodes waiting at a distance; those of one are looked at before those of the next. */
type Levels = NodeId[][];

/**
 * Puts right the distances to some targets after nodes came, went or got other neighbours: first those that
 * nobody nearer holds up any more are taken down, then everything is set that can be reached nearer than it
 * is. Costs what it changes. Returns the nodes whose distance did.
 */
export function settle(
  distances: Map<NodeId, number>,
  targets: ReadonlySet<NodeId>,
  changed: ReadonlySet<NodeId>,
  neighbours: Neighbours,
): ReadonlySet<NodeId> {
  const lost = takeDown(distances, targets, changed, neighbours);
  const before = new Map(lost);
  const levels: Levels = [];
  for (const id of [...changed, ...lost.keys()]) {
    const others = neighbours(id);
    if (others === undefined) continue;
    const nearest = Math.min(...others.map((other) => distances.get(other) ?? Infinity));
    const distance = targets.has(id) ? 0 : nearest + 1;
    if (distance < Infinity) wait(levels, distance, id);
  }
  // A level grows while it is walked along only by nodes of later ones.
  for (let distance = 0; distance < levels.length; distance++)
    for (const id of levels[distance] ?? []) {
      const known = distances.get(id);
      if (known !== undefined && known <= distance) continue;
      if (known !== undefined) before.set(id, known);
      else if (!before.has(id)) before.set(id, Infinity);
      distances.set(id, distance);
      for (const other of neighbours(id) ?? [])
        if ((distances.get(other) ?? Infinity) > distance + 1) wait(levels, distance + 1, other);
    }
  const moved = [...before].filter(([id, known]) => (distances.get(id) ?? Infinity) !== known);
  return new Set(moved.map(([id]) => id));
}

/** Takes away the distances that no neighbour accounts for; returns what they were. */
function takeDown(
  distances: Map<NodeId, number>,
  targets: ReadonlySet<NodeId>,
  changed: ReadonlySet<NodeId>,
  neighbours: Neighbours,
): ReadonlyMap<NodeId, number> {
  const lost = new Map<NodeId, number>();
  const levels: Levels = [];
  for (const id of changed) {
    const distance = distances.get(id);
    if (distance !== undefined) wait(levels, distance, id);
  }
  for (let distance = 0; distance < levels.length; distance++)
    for (const id of levels[distance] ?? []) {
      if (lost.has(id)) continue;
      const others = neighbours(id);
      const isHeld =
        targets.has(id) || others?.some((other) => distances.get(other) === distance - 1) === true;
      if (others !== undefined && isHeld) continue;
      lost.set(id, distance);
      distances.delete(id);
      for (const other of others ?? [])
        if (distances.get(other) === distance + 1) wait(levels, distance + 1, other);
    }
  return lost;
}

function wait(levels: Levels, distance: number, id: NodeId): void {
  (levels[distance] ??= []).push(id);
}
