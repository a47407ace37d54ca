import { neighbours, type Flat } from "./graph.ts";

/**
 * What stands above what among equal ranks. `farthest`: all that is farthest from the bottom is the top (the
 * spines of a fabric). `middle`: the one in the middle is (the root of a tree). `drawn`: as the links point.
 */
export const BEGINNINGS = ["farthest", "middle", "drawn"] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/**
 * The layer of each node, from 0 at the top, so that no link stays within one layer: links point from the
 * lower rank to the higher, equal ranks by how far they are from the top, and each node stands below all
 * that point to it, as near to what it points to as it can.
 */
export function assignLayers(graph: Flat, beginning: Beginning): Int32Array {
  const order = beginning === "drawn" ? asDrawn(graph) : fromTheTop(graph, beginning);
  const position = new Int32Array(order.length);
  for (const [index, node] of order.entries()) position[node] = index;
  const below = neighbours(graph, (from, to) => (position[from] ?? 0) < (position[to] ?? 0));
  const above = neighbours(graph, (from, to) => (position[from] ?? 0) > (position[to] ?? 0));
  const layers = new Int32Array(order.length);
  for (const node of order)
    for (const next of below[node] ?? [])
      layers[next] = Math.max(layers[next] ?? 0, (layers[node] ?? 0) + 1);
  // What hangs on more below than above moves down to it: shorter links.
  for (const node of order.toReversed()) {
    const down = below[node] ?? [];
    if (down.length <= (above[node]?.length ?? 0)) continue;
    layers[node] = down.reduce((least, one) => Math.min(least, layers[one] ?? 0), Infinity) - 1;
  }
  return fromZero(layers);
}

function fromZero(layers: Int32Array): Int32Array {
  const used = [...new Set(layers)].toSorted((a, b) => a - b);
  const number = new Map(used.map((layer, index) => [layer, index]));
  return layers.map((layer) => number.get(layer) ?? 0);
}

/**
 * By rank, then so that few links point up: what only is pointed to goes last, else what points away the most
 * goes first. (Eades, Lin and Smyth's heuristic)
 */
function asDrawn(graph: Flat): readonly number[] {
  const { ranks, links } = graph;
  const around = neighbours(graph, () => true);
  const surplus = new Int32Array(ranks.length);
  for (const [from, to] of links) {
    surplus[from] = (surplus[from] ?? 0) + 1;
    surplus[to] = (surplus[to] ?? 0) - 1;
  }
  const points = new Set(links.map(([from, to]) => from * ranks.length + to));
  const left = new Set(ranks.keys());
  const turn = new Int32Array(ranks.length);
  while (left.size > 0) {
    let next = -1;
    for (const one of left)
      if (next === -1 || (surplus[one] ?? 0) > (surplus[next] ?? 0)) next = one;
    left.delete(next);
    turn[next] = ranks.length - left.size;
    for (const other of around[next] ?? [])
      surplus[other] = (surplus[other] ?? 0) + (points.has(next * ranks.length + other) ? 1 : -1);
  }
  return [...ranks.keys()].toSorted(
    (a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || (turn[a] ?? 0) - (turn[b] ?? 0),
  );
}

/** By rank, then by how far they are from the top. */
function fromTheTop(graph: Flat, top: "farthest" | "middle"): readonly number[] {
  const { ranks } = graph;
  const around = neighbours(graph, () => true);
  const rank = (node: number): number => ranks[node] ?? 0;
  const height = distances(around, bottomOf(ranks, around));
  const highest = ranks.reduce((least, one) => Math.min(least, one), Infinity);
  const candidates = [...ranks.keys()].filter((one) => rank(one) === highest);
  const tops = top === "middle" ? [middleOf(around, candidates)] : most(candidates, height);
  const depth = distances(around, tops);
  return [...ranks.keys()].toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (depth[a] ?? 0) - (depth[b] ?? 0) ||
      (height[b] ?? 0) - (height[a] ?? 0) ||
      a - b,
  );
}

type Around = readonly (readonly number[])[];

/** What is of the lowest rank; where all are of one, the ends of lines. */
function bottomOf(ranks: readonly number[], around: Around): readonly number[] {
  const lowest = ranks.reduce((most, one) => Math.max(most, one), -Infinity);
  const one = ranks.every((rank) => rank === lowest);
  return [...ranks.keys()].filter((node) =>
    one ? around[node]?.length === 1 : ranks[node] === lowest,
  );
}

function most(nodes: readonly number[], scores: Int32Array): readonly number[] {
  const best = nodes.reduce((sofar, one) => Math.max(sofar, scores[one] ?? 0), 0);
  return nodes.filter((one) => scores[one] === best);
}

/** The one that is nearest to its farthest: in a tree half way along the longest path, elsewhere about so. */
function middleOf(around: Around, candidates: readonly number[]): number {
  const farthest = (from: Int32Array): number =>
    from.reduce((best, distance, node) => (distance > (from[best] ?? 0) ? node : best), 0);
  const first = distances(around, [farthest(distances(around, candidates.slice(0, 1)))]);
  const second = distances(around, [farthest(first)]);
  const reach = (node: number): number => Math.max(first[node] ?? 0, second[node] ?? 0);
  return candidates.reduce((best, one) => (reach(one) < reach(best) ? one : best));
}

/** How many links each node is away from the nearest of these; 0 where there is no way. */
function distances(around: readonly (readonly number[])[], from: readonly number[]): Int32Array {
  const distance = new Int32Array(around.length);
  const seen = new Uint8Array(around.length);
  const queue = [...from];
  for (const node of from) seen[node] = 1;
  for (const node of queue)
    for (const next of around[node] ?? [])
      if (seen[next] !== 1) {
        seen[next] = 1;
        distance[next] = (distance[node] ?? 0) + 1;
        queue.push(next);
      }
  return distance;
}
