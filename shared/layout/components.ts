import { neighbours, type Flat, type FlatLayout, type Place } from "./graph.ts";

/** Room between parts that are not linked. */
const GAP = 64;
/** How much wider than high the whole should be. */
const ASPECT = 1.6;

/** Lays out what hangs together by itself and puts the parts beside each other on shelves, the largest first. */
export function packComponents(graph: Flat, layOut: (graph: Flat) => FlatLayout): FlatLayout {
  const parts = componentsOf(graph).map((members) => {
    return { members, layout: layOut(partOf(graph, members)) };
  });
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.layout;
  const sorted = parts.toSorted((a, b) => b.layout.height - a.layout.height);
  const area = parts.reduce(
    (sum, { layout }) => sum + (layout.width + GAP) * (layout.height + GAP),
    0,
  );
  const shelf = Math.max(Math.sqrt(area * ASPECT), ...parts.map(({ layout }) => layout.width));
  const places: Place[] = [];
  let [x, y, next, width] = [0, 0, 0, 0];
  for (const { members, layout } of sorted) {
    if (x > 0 && x + layout.width > shelf) [x, y] = [0, next];
    for (const [index, member] of members.entries()) {
      const place = layout.places[index];
      if (place !== undefined) places[member] = { x: x + place.x, y: y + place.y };
    }
    x += layout.width + GAP;
    width = Math.max(width, x - GAP);
    next = Math.max(next, y + layout.height + GAP);
  }
  return { places, width, height: Math.max(0, next - GAP) };
}

function componentsOf(graph: Flat): readonly (readonly number[])[] {
  const around = neighbours(graph, () => true);
  const seen = new Uint8Array(graph.boxes.length);
  const components: (readonly number[])[] = [];
  for (const start of graph.boxes.keys()) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const members = [start];
    for (const node of members)
      for (const next of around[node] ?? [])
        if (seen[next] !== 1) {
          seen[next] = 1;
          members.push(next);
        }
    components.push(members.toSorted((a, b) => a - b));
  }
  return components;
}

function partOf({ boxes, ranks, links }: Flat, members: readonly number[]): Flat {
  if (members.length === boxes.length) return { boxes, ranks, links };
  const number = new Map(members.map((old, index) => [old, index]));
  return {
    boxes: members.map((one) => boxes[one] ?? { width: 0, height: 0 }),
    ranks: members.map((one) => ranks[one] ?? 0),
    links: links.flatMap(([a, b]) => {
      const [from, to] = [number.get(a), number.get(b)];
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
  };
}
