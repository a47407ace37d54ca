import { GAP, type Flat, type Place } from "./graph.ts";

/** Fewer leaves than these stand in one row, as they are. */
const LEAST = 7;
/** How much wider than high a block of leaves is. */
const ASPECT = 2;

interface Block {
  readonly members: readonly number[];
  readonly columns: number;
  readonly cell: { readonly width: number; readonly height: number };
}

/**
 * Many machines on one switch or subnet become one block of rows: in one row they would make the drawing
 * far too wide. `unfold` puts them back in the place of their block.
 */
export function foldLeaves(graph: Flat): {
  graph: Flat;
  unfold: (places: readonly Place[]) => readonly Place[];
} {
  const blocks = blocksOf(graph);
  if (blocks.length === 0) return { graph, unfold: (places) => places };
  const folded = new Set(blocks.flatMap(({ members }) => members));
  const kept = [...graph.boxes.keys()].filter((index) => !folded.has(index));
  const number = new Map(kept.map((old, index) => [old, index]));
  for (const [index, { members }] of blocks.entries())
    for (const member of members) number.set(member, kept.length + index);
  const links = new Map<string, readonly [number, number]>();
  for (const [a, b] of graph.links) {
    const link = [number.get(a) ?? 0, number.get(b) ?? 0] as const;
    links.set(folded.has(a) || folded.has(b) ? link.join(" ") : `${links.size}`, link);
  }
  return {
    graph: {
      boxes: [...kept.map((index) => graph.boxes[index] ?? NOTHING), ...blocks.map(sizeOf)],
      ranks: [
        ...kept.map((index) => graph.ranks[index] ?? 0),
        ...blocks.map(({ members }) => graph.ranks[members[0] ?? 0] ?? 0),
      ],
      links: [...links.values()],
    },
    unfold: (places) => {
      const all: Place[] = [];
      for (const [index, old] of kept.entries()) all[old] = places[index] ?? ORIGIN;
      for (const [index, block] of blocks.entries())
        fill(block, places[kept.length + index] ?? ORIGIN, all);
      return all;
    },
  };
}

const NOTHING = { width: 0, height: 0 };
const ORIGIN = { x: 0, y: 0 };

function blocksOf({ boxes, ranks, links }: Flat): readonly Block[] {
  const degree = new Int32Array(boxes.length);
  const other = new Int32Array(boxes.length);
  for (const [a, b] of links) {
    degree[a] = (degree[a] ?? 0) + 1;
    degree[b] = (degree[b] ?? 0) + 1;
    other[a] = b;
    other[b] = a;
  }
  const leaves = [...boxes.keys()].filter(
    (one) => degree[one] === 1 && (degree[other[one] ?? 0] ?? 0) > 1,
  );
  // Only those of the same rank: a router that ends a line does not belong among machines.
  const groups = Map.groupBy(leaves, (leaf) => `${other[leaf]} ${ranks[leaf]}`);
  return [...groups.values()]
    .filter(({ length }) => length >= LEAST)
    .map((members) => {
      const width = Math.max(...members.map((one) => boxes[one]?.width ?? 0)) + GAP.x;
      const height = Math.max(...members.map((one) => boxes[one]?.height ?? 0)) + GAP.x;
      const columns = Math.ceil(Math.sqrt((members.length * ASPECT * height) / width));
      return { members, columns, cell: { width, height } };
    });
}

function sizeOf({ members, columns, cell }: Block): { width: number; height: number } {
  const rows = Math.ceil(members.length / columns);
  return { width: columns * cell.width - GAP.x, height: rows * cell.height - GAP.x };
}

function fill({ members, columns, cell }: Block, corner: Place, all: Place[]): void {
  for (const [index, member] of members.entries())
    all[member] = {
      x: corner.x + (index % columns) * cell.width,
      y: corner.y + Math.floor(index / columns) * cell.height,
    };
}
