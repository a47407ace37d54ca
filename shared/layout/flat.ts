import { GAP, type Flat, type FlatLayout, type Place, type Size } from "./graph.ts";
import { placeAcross } from "./across.ts";
import { crossingsOf, toDrawing } from "./crossings.ts";
import { assignLayers, BEGINNINGS, type Beginning } from "./layers.ts";
import { foldLeaves } from "./leaves.ts";
import { orderLayers } from "./order.ts";
import { toProper } from "./proper.ts";
import { uncross } from "./uncross.ts";

/** Counting how often so many links cross as drawn takes longer than laying them out. */
const MOST_COUNTED = 4000;
/** How much better than an earlier beginning a later one must be. */
const DOUBT = 0.9;

/** Lays out a connected graph: in several ways, of which the one with the fewest crossings is kept. */
export function layOutFlat(graph: Flat): FlatLayout {
  const folded = foldLeaves(graph);
  let best = { places: [] as readonly Place[], crossings: Infinity };
  for (const beginning of BEGINNINGS) {
    const layered = layOutLayers(folded.graph, beginning);
    const places = folded.unfold(layered.places);
    const crossings =
      graph.links.length > MOST_COUNTED
        ? layered.crossings
        : crossingsOf(toDrawing(moved(places, graph.boxes, 0.5), graph.links));
    if (crossings < best.crossings * DOUBT) best = { places, crossings };
    if (best.crossings === 0) break;
  }
  const fits = best.crossings > 0 && graph.links.length <= MOST_COUNTED;
  if (!fits) return fromOrigin(best.places, graph.boxes);
  const points = uncross(graph, moved(best.places, graph.boxes, 0.5));
  return fromOrigin(moved(points, graph.boxes, -0.5), graph.boxes);
}

function layOutLayers(
  graph: Flat,
  beginning: Beginning,
): { places: readonly Place[]; crossings: number } {
  const { boxes } = graph;
  const proper = toProper(graph, assignLayers(graph, beginning));
  const crossings = orderLayers(proper);
  const left = placeAcross(proper);
  const places: Place[] = [];
  let y = 0;
  for (const layer of proper.layers) {
    const height = layer.reduce((most, one) => Math.max(most, boxes[one]?.height ?? 0), 0);
    for (const one of layer) {
      const box = boxes[one];
      // At the bottom of its layer, so that no link from it runs past what stands beside it.
      if (box !== undefined) places[one] = { x: left[one] ?? 0, y: y + height - box.height };
    }
    y += height + GAP.y;
  }
  return { places, crossings };
}

/** By a share of each box's size: from its corner to its middle, or back. */
function moved(places: readonly Place[], boxes: readonly Size[], share: number): readonly Place[] {
  return places.map(({ x, y }, index) => {
    const { width, height } = boxes[index] ?? NOTHING;
    return { x: x + share * width, y: y + share * height };
  });
}

function fromOrigin(places: readonly Place[], boxes: readonly Size[]): FlatLayout {
  const left = places.reduce((least, { x }) => Math.min(least, x), Infinity);
  const shifted = places.map(({ x, y }) => ({ x: x - left, y }));
  const extent = (end: (place: Place, box: Size) => number): number =>
    shifted.reduce((most, place, index) => Math.max(most, end(place, boxes[index] ?? NOTHING)), 0);
  return {
    places: shifted,
    width: extent(({ x }, { width }) => x + width),
    height: extent(({ y }, { height }) => y + height),
  };
}

const NOTHING = { width: 0, height: 0 };
