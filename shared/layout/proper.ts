import type { Flat } from "./graph.ts";

/**
 * A layered graph in which every link joins two neighbouring layers: a longer one passes through fillers
 * (numbers from `boxes.length` on), which keep its way free.
 */
export interface Proper {
  readonly boxes: Flat["boxes"];
  /** Each from left to right; reordered in place. */
  readonly layers: number[][];
  readonly layerOf: readonly number[];
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
}

/** Fills the links that span more than one layer. */
export function toProper({ boxes, links }: Flat, layers: Int32Array): Proper {
  const layerOf = [...layers];
  const above: number[][] = boxes.map(() => []);
  const below: number[][] = boxes.map(() => []);
  const join = (upper: number, lower: number): void => {
    below[upper]?.push(lower);
    above[lower]?.push(upper);
  };
  for (const [a, b] of links) {
    const [upper, lower] = (layers[a] ?? 0) < (layers[b] ?? 0) ? [a, b] : [b, a];
    let last = upper;
    for (let layer = (layers[upper] ?? 0) + 1; layer < (layers[lower] ?? 0); layer++) {
      const filler = layerOf.push(layer) - 1;
      above.push([]);
      below.push([]);
      join(last, filler);
      last = filler;
    }
    if (last !== lower) join(last, lower);
  }
  return { boxes, layerOf, above, below, layers: initialOrder(layerOf, above, below) };
}

/** By a walk through the graph, so that what hangs together begins together. */
function initialOrder(
  layerOf: readonly number[],
  above: readonly (readonly number[])[],
  below: readonly (readonly number[])[],
): number[][] {
  const layers: number[][] = [];
  const seen = new Uint8Array(layerOf.length);
  const roots = [...layerOf.keys()].toSorted((a, b) => (layerOf[a] ?? 0) - (layerOf[b] ?? 0));
  for (const root of roots) {
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen[node] === 1) continue;
      seen[node] = 1;
      (layers[layerOf[node] ?? 0] ??= []).push(node);
      // Pushed the other way round: the first is taken first.
      stack.push(...(above[node] ?? []), ...(below[node] ?? []).toReversed());
    }
  }
  return layers;
}
