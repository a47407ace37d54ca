import { Bonds } from "./bonds.ts";
import { clustersOf } from "./clusters.ts";
import { UNPLACED, type Mapping } from "../mapping/mapping.ts";
import { TOLERANCE } from "../problem.ts";
import { hostAnywhere, putNear } from "./put-near.ts";

/**
 * A first mapping: each cluster of items under one switch if it fits there, else grown over several, each as
 * far as its trunk carries what leaves it. What finds no room at all is given back, and left out.
 */
export function grow(mapping: Mapping): readonly number[] {
  const clusters = clustersOf(mapping.problem).map((items) => needOf(mapping, items));
  clusters.sort((a, b) => b.whole - a.whole || b.size - a.size);
  const singles = new Map<number, number>();
  return clusters.flatMap((cluster) => putCluster(mapping, cluster, singles));
}

interface Cluster {
  readonly items: Int32Array;
  /** What they take in sum, and how many hosts for themselves. */
  readonly amounts: Float64Array;
  readonly whole: number;
  readonly size: number;
}

function putCluster(
  mapping: Mapping,
  cluster: Cluster,
  singles: Map<number, number>,
): readonly number[] {
  const { items } = cluster;
  const open = Array.from(items).filter((item) => mapping.hostOf[item] === UNPLACED);
  // Beside mates that are not moved.
  if (open.length < items.length) return open.filter((item) => !putNear(mapping, item));
  if (open.length === 1) return open.filter((item) => !putSingle(mapping, item, singles));
  return putUnderOne(mapping, cluster) ? [] : growOver(mapping, items);
}

function needOf(mapping: Mapping, items: Int32Array): Cluster {
  const { shapes, grid } = mapping.problem;
  const amounts = new Float64Array(grid.parts);
  let [whole, size] = [0, 0];
  for (const item of items) {
    const shape = shapes[mapping.shapeOf(item)];
    shape?.amounts.forEach((amount, part) => (amounts[part] = (amounts[part] ?? 0) + amount));
    if (shape?.exclusive === true) whole += 1;
    size += mapping.room.size(mapping.shapeOf(item));
  }
  return { items, amounts, whole, size };
}

/** Where the one before of its shape stands, else on the fullest switch with room. */
function putSingle(mapping: Mapping, item: number, latest: Map<number, number>): boolean {
  const shape = mapping.shapeOf(item);
  let host = latest.get(shape) ?? UNPLACED;
  if (host === UNPLACED || !mapping.room.fits(shape, host)) host = hostAnywhere(mapping, item);
  if (host === UNPLACED) return false;
  latest.set(shape, host);
  mapping.put(item, host);
  return true;
}

function putUnderOne(mapping: Mapping, { items, amounts, whole }: Cluster): boolean {
  const { room } = mapping;
  const places = switchesBy(mapping, (a, b) => a - b).filter((at) =>
    room.covers(at, amounts, whole),
  );
  const { broken } = mapping.rules;
  const { over } = mapping.cables;
  let [best, least] = [-1, Infinity];
  for (const at of places.slice(0, MOST_COMPARED)) {
    const isGood =
      putAll(mapping, items, at) && mapping.cables.over <= over && mapping.rules.broken <= broken;
    // Where hosts cost the same the fullest switch is as good as any.
    if (isGood && !mapping.problem.isPriced) return true;
    if (isGood && mapping.cost < least) [best, least] = [at, mapping.cost];
    for (const item of items) mapping.lift(item);
  }
  return best !== -1 && putAll(mapping, items, best);
}

/** Switches that are tried for one cluster. */
const MOST_COMPARED = 64;

/** Largest first, each on the best host under a switch; false (with some put) when one finds none. */
function putAll(mapping: Mapping, items: Int32Array, at: number): boolean {
  const { room } = mapping;
  const ordered = [...items].sort(
    (a, b) =>
      (mapping.alone[b] ?? 0) - (mapping.alone[a] ?? 0) ||
      room.size(mapping.shapeOf(b)) - room.size(mapping.shapeOf(a)) ||
      a - b,
  );
  return ordered.every((item) => {
    const host = mapping.bestHost(item, at);
    if (host !== -1) mapping.put(item, host);
    return host !== -1;
  });
}

/** Switches with hosts, ordered by the room under them. */
function switchesBy({ room, problem: { grid } }: Mapping, order: (a: number, b: number) => number) {
  return Array.from(grid.parent, (_, at) => at)
    .filter((at) => (grid.firstHost[at + 1] ?? 0) > (grid.firstHost[at] ?? 0))
    .map((at) => ({ at, free: room.roomUnder(at) }))
    .sort((a, b) => order(a.free, b.free) || a.at - b.at)
    .map(({ at }) => at);
}

/** Fills one switch after the other, the roomiest first; gives back what found no room on any. */
function growOver(mapping: Mapping, items: Int32Array): readonly number[] {
  const left = new Set(items);
  for (const at of switchesBy(mapping, (a, b) => b - a)) {
    if (left.size === 0) break;
    growUnder(mapping, left, at);
  }
  return [...left].filter((item) => {
    const host = hostAnywhere(mapping, item);
    if (host !== UNPLACED) mapping.put(item, host);
    return host === UNPLACED;
  });
}

/**
 * Adds the item that has most links into the switch and fewest out of it, again and again, and keeps as many
 * of them as its trunk can serve.
 */
function growUnder(mapping: Mapping, left: Set<number>, at: number): void {
  const { cables, problem } = mapping;
  const bonds = new Bonds(mapping, left);
  const put: number[] = [];
  let [kept, leaving] = [0, 0];
  for (;;) {
    const item = bonds.next();
    if (item === UNPLACED) break;
    const host = mapping.bestHost(item, at);
    if (host === -1) {
      // Then none of its shape finds one here.
      bonds.dropShape(mapping.shapeOf(item));
      continue;
    }
    mapping.put(item, host);
    left.delete(item);
    leaving += bonds.take(item, left);
    put.push(item);
    const carried = cables.trunk(at) + leaving;
    const isTop = (problem.grid.parent[at] ?? -1) < 0;
    if (isTop || carried <= (problem.grid.trunkFree[at] ?? 0) + TOLERANCE) kept = put.length;
  }
  if (kept === 0) return;
  for (const item of put.slice(kept)) {
    mapping.lift(item);
    left.add(item);
  }
}
