import type { Design } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import {
  around,
  groupBoxes,
  nodeBox,
  NODE_SIZE,
  noteBox,
  overlap,
  type Point,
} from "../canvas/geometry.ts";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Axis = "x" | "y";

/** Moves nodes to new places; those that are there already, or locked, are left out. */
export function moves(design: Design, places: ReadonlyMap<string, Point>): readonly DesignEdit[] {
  return [...places].flatMap(([id, place]) => {
    const node = design.nodes[id];
    if (node === undefined || node.locked === true) return [];
    if (node.position.x === place.x && node.position.y === place.y) return [];
    const position = { ...node.position, x: place.x, y: place.y };
    return [{ type: "change-node", id, change: { position } } as const];
  });
}

/** Lines nodes up at one side (or the middle) of the box around them. */
export function align(
  design: Design,
  ids: readonly string[],
  alignment: Alignment,
): readonly DesignEdit[] {
  const positions = positionsOf(design, ids);
  const box = around([...positions.values()].map(nodeBox));
  if (box === null) return [];
  const target: Record<Alignment, Partial<Point>> = {
    left: { x: box.x },
    centre: { x: box.x + (box.width - NODE_SIZE.width) / 2 },
    right: { x: box.x + box.width - NODE_SIZE.width },
    top: { y: box.y },
    middle: { y: box.y + (box.height - NODE_SIZE.height) / 2 },
    bottom: { y: box.y + box.height - NODE_SIZE.height },
  };
  return moves(
    design,
    new Map([...positions].map(([id, place]) => [id, { ...place, ...target[alignment] }])),
  );
}

/** Gives nodes equal gaps between the first and the last along an axis. */
export function distribute(
  design: Design,
  ids: readonly string[],
  axis: Axis,
): readonly DesignEdit[] {
  const sorted = [...positionsOf(design, ids)].toSorted((a, b) => a[1][axis] - b[1][axis]);
  const first = sorted[0]?.[1];
  const last = sorted.at(-1)?.[1];
  if (first === undefined || last === undefined || sorted.length < 3) return [];
  const step = (last[axis] - first[axis]) / (sorted.length - 1);
  return moves(
    design,
    new Map(
      sorted.map(([id, place], index) => [
        id,
        { ...place, [axis]: Math.round(first[axis] + index * step) },
      ]),
    ),
  );
}

/** Moves nodes and notes by the same distance. */
export function shift(
  design: Design,
  nodes: readonly string[],
  notes: readonly string[],
  by: Point,
): readonly DesignEdit[] {
  const places = new Map(
    [...positionsOf(design, nodes)].map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]),
  );
  return [...moves(design, places), ...notes.flatMap((id) => shiftNote(design, id, by))];
}

/** Moves notes that lie on a node or on a group's frame below the whole drawing, in a row; locked ones stay. */
export function uncovered(design: Design): readonly DesignEdit[] {
  const boxes = [
    ...Object.values(design.nodes).map((node) => nodeBox(node.position)),
    ...groupBoxes(design).values(),
  ];
  const drawing = around(boxes);
  if (drawing === null) return [];
  let x = drawing.x;
  return Object.entries(design.notes).flatMap(([id, note]) => {
    const box = noteBox(note);
    if (note.locked === true || !boxes.some((other) => overlap(box, other))) return [];
    const place = { x, y: drawing.y + drawing.height + NOTE_GAP };
    x += box.width + NOTE_GAP;
    return shiftNote(design, id, { x: place.x - box.x, y: place.y - box.y });
  });
}

const NOTE_GAP = 24;

function shiftNote(design: Design, id: string, by: Point): readonly DesignEdit[] {
  const note = design.notes[id];
  if (note === undefined || note.locked === true) return [];
  const position = { ...note.position, x: note.position.x + by.x, y: note.position.y + by.y };
  return [{ type: "put-note", id, note: { ...note, position } }];
}

function positionsOf(design: Design, ids: readonly string[]): ReadonlyMap<string, Point> {
  return new Map(
    ids.flatMap((id) => {
      const node = design.nodes[id];
      return node === undefined ? [] : [[id, { x: node.position.x, y: node.position.y }] as const];
    }),
  );
}
