import { GAP } from "./graph.ts";
import type { Proper } from "./proper.ts";

const SWEEPS = 14;
/** What a link's way takes of a layer. */
const FILLER_GAP = 16;

/**
 * The left edge of every box: each as near as its order and size allow to the middle of what it is linked
 * to. Each layer in turn is the exact best for its neighbours as they stand (isotonic regression).
 */
export function placeAcross(graph: Proper): readonly number[] {
  const { layers, above, below, boxes } = graph;
  const centres = new Float64Array(graph.layerOf.length);
  const width = (node: number): number => boxes[node]?.width ?? 0;
  const gap = (a: number, b: number): number =>
    a < boxes.length && b < boxes.length ? GAP.x : FILLER_GAP;
  const offsets = layers.map((layer) => {
    let at = 0;
    return layer.map((node, index) => {
      const before = layer[index - 1];
      if (before !== undefined) at += (width(before) + width(node)) / 2 + gap(before, node);
      return at;
    });
  });
  for (const [index, layer] of layers.entries()) {
    const list = offsets[index] ?? [];
    const middle = (list.at(-1) ?? 0) / 2;
    for (const [position, node] of layer.entries()) centres[node] = (list[position] ?? 0) - middle;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    // The last word have those below, so that each stands over what hangs on it.
    const down = sweep % 2 === 0;
    const both = sweep >= SWEEPS - 3 && sweep < SWEEPS - 1;
    for (let step = 0; step < layers.length; step++) {
      const index = down ? step : layers.length - 1 - step;
      const layer = layers[index] ?? [];
      const wanted = layer.map((node) => {
        const wish = { at: 0, weight: 0 };
        if (down || both) pull(wish, above[node] ?? [], below, centres);
        if (!down || both) pull(wish, below[node] ?? [], above, centres);
        const { at, weight } = wish;
        return weight === 0
          ? { at: centres[node] ?? 0, weight: 0.01 }
          : { at: at / weight, weight };
      });
      for (const [position, at] of isotonic(wanted, offsets[index] ?? []).entries())
        centres[layer[position] ?? 0] = at;
    }
  }
  return [...centres].map((centre, node) => centre - width(node) / 2);
}

/** Neighbours draw a node to them: the fewer links one has this way, the harder each draws. */
function pull(
  wish: { at: number; weight: number },
  near: readonly number[],
  back: readonly (readonly number[])[],
  centres: Float64Array,
): void {
  for (const one of near) {
    const weight = 1 / (back[one]?.length ?? 1);
    wish.at += weight * (centres[one] ?? 0);
    wish.weight += weight;
  }
}

interface Wish {
  readonly at: number;
  readonly weight: number;
}

/** The nearest places to the wished ones that keep the order and the distances. (Pool adjacent violators) */
function isotonic(wanted: readonly Wish[], offsets: readonly number[]): readonly number[] {
  const pools: { at: number; weight: number; size: number }[] = [];
  for (const [index, { at, weight }] of wanted.entries()) {
    let pool = { at: at - (offsets[index] ?? 0), weight, size: 1 };
    for (let left = pools.at(-1); left !== undefined && left.at >= pool.at; left = pools.at(-1)) {
      pools.pop();
      const total = left.weight + pool.weight;
      pool = {
        at: (left.at * left.weight + pool.at * pool.weight) / total,
        weight: total,
        size: left.size + pool.size,
      };
    }
    pools.push(pool);
  }
  const places = pools.flatMap(({ at, size }) => Array.from({ length: size }, () => at));
  return places.map((at, index) => at + (offsets[index] ?? 0));
}
