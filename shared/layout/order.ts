import type { Proper } from "./proper.ts";

/** Sweeps without a better order before the search ends, and the most of them. */
const PATIENCE = 6;
const MOST_SWEEPS = 40;

/**
 * Reorders each layer so that few links cross, and gives how many do: sweeps down and up by barycentres,
 * then swaps neighbours.
 */
export function orderLayers(graph: Proper): number {
  const positions = new Int32Array(graph.layerOf.length);
  number(graph.layers, positions);
  let best = graph.layers.map((layer) => [...layer]);
  let fewest = allCrossings(graph, positions);
  for (let sweep = 0, idle = 0; sweep < MOST_SWEEPS && idle < PATIENCE && fewest > 0; sweep++) {
    sweepOnce(graph, positions, sweep % 2 === 0);
    swapNeighbours(graph, positions);
    const crossings = allCrossings(graph, positions);
    idle = crossings < fewest ? 0 : idle + 1;
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = graph.layers.map((layer) => [...layer]);
  }
  for (const [index, layer] of best.entries()) graph.layers[index] = layer;
  return fewest;
}

function number(layers: readonly (readonly number[])[], positions: Int32Array): void {
  for (const layer of layers) for (const [index, node] of layer.entries()) positions[node] = index;
}

function sweepOnce({ layers, above, below }: Proper, positions: Int32Array, down: boolean): void {
  const fixed = down ? above : below;
  const order = down ? layers : layers.toReversed();
  const keys = new Float64Array(positions.length);
  for (const layer of order) {
    for (const [index, node] of layer.entries())
      keys[node] = barycentre(fixed[node] ?? [], positions) ?? index;
    layer.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
    for (const [index, node] of layer.entries()) positions[node] = index;
  }
}

function barycentre(nodes: readonly number[], positions: Int32Array): number | null {
  if (nodes.length === 0) return null;
  let sum = 0;
  for (const node of nodes) sum += positions[node] ?? 0;
  return sum / nodes.length;
}

/** Swaps two neighbours wherever their own links then cross less. */
function swapNeighbours({ layers, above, below }: Proper, positions: Int32Array): void {
  for (const layer of layers)
    for (let index = 1; index < layer.length; index++) {
      const [left = 0, right = 0] = [layer[index - 1], layer[index]];
      const now =
        pairCrossings(above[left], above[right], positions) +
        pairCrossings(below[left], below[right], positions);
      if (now === 0) continue;
      const then =
        pairCrossings(above[right], above[left], positions) +
        pairCrossings(below[right], below[left], positions);
      if (then >= now) continue;
      [layer[index - 1], layer[index]] = [right, left];
      positions[left] = index;
      positions[right] = index - 1;
    }
}

/** How often links of a node cross those of the node to its right. */
function pairCrossings(
  left: readonly number[] = [],
  right: readonly number[] = [],
  positions: Int32Array,
): number {
  let crossings = 0;
  for (const a of left)
    for (const b of right) if ((positions[a] ?? 0) > (positions[b] ?? 0)) crossings++;
  return crossings;
}

/** All crossings between neighbouring layers, by counting inversions in a Fenwick tree. */
function allCrossings({ layers, below }: Proper, positions: Int32Array): number {
  let crossings = 0;
  for (const [index, layer] of layers.entries()) {
    const size = layers[index + 1]?.length ?? 0;
    const tree = new Int32Array(size + 1);
    let added = 0;
    for (const node of layer) {
      const ends = (below[node] ?? []).map((one) => positions[one] ?? 0);
      for (const end of ends) {
        let notRight = 0;
        for (let at = end + 1; at > 0; at -= at & -at) notRight += tree[at] ?? 0;
        crossings += added - notRight;
      }
      // After all of a node's own are counted: links of one node do not cross.
      for (const end of ends)
        for (let at = end + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
      added += ends.length;
    }
  }
  return crossings;
}
