import type { Draft, DraftNode } from "./draft.ts";
import { layers } from "./layers.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const ROOM = { width: 256, height: 128 } as const;
/** Between two groups: their frames and titles, and links that pass. */
const GAP = 192;

/**
 * Places for a source that has groups but no drawing: each group laid out by itself, all of them in rows, so
 * that no frame lies over another. What joins groups is in none and finds its place beside them.
 */
export function placeGroupsApart(draft: Draft): void {
  const nodes = [...draft.nodes.values()];
  if (nodes.some(({ position }) => position !== undefined)) return;
  const groups = Map.groupBy(
    nodes.filter(({ group }) => group !== undefined),
    ({ group }) => group,
  );
  if (groups.size < 2) return;
  const drawn = [...groups.values()].map((members) => drawGroup(members, draft));
  const columns = Math.ceil(Math.sqrt(drawn.length));
  let corner: Point = { x: 0, y: 0 };
  for (let first = 0; first < drawn.length; first += columns) {
    const row = drawn.slice(first, first + columns);
    for (const { members, places, width } of row) {
      for (const [index, node] of members.entries())
        draft.addNode({ ...node, position: moved(places[index], corner) });
      corner = { x: corner.x + width + GAP, y: corner.y };
    }
    corner = { x: 0, y: corner.y + Math.max(...row.map(({ height }) => height)) + GAP };
  }
}

function moved(place: Point | undefined, by: Point): Point {
  return { x: (place?.x ?? 0) + by.x, y: (place?.y ?? 0) + by.y };
}

interface DrawnGroup {
  readonly members: readonly DraftNode[];
  readonly places: readonly Point[];
  readonly width: number;
  readonly height: number;
}

function drawGroup(members: readonly DraftNode[], { links }: Draft): DrawnGroup {
  const order = new Map(members.map(({ key }, index) => [key, index]));
  const edges = links.flatMap(({ from, to }) => {
    const ends = [order.get(from.node), order.get(to.node)] as const;
    return ends[0] === undefined || ends[1] === undefined ? [] : [[ends[0], ends[1]] as const];
  });
  const places = layers(members.length, edges, ROOM);
  const left = Math.min(...places.map(({ x }) => x));
  return {
    members,
    places: places.map(({ x, y }) => ({ x: x - left, y })),
    width: Math.max(...places.map(({ x }) => x)) - left + ROOM.width,
    height: Math.max(...places.map(({ y }) => y)) + ROOM.height,
  };
}
