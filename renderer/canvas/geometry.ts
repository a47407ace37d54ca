import type { Design, DesignNote } from "../../shared/design/design.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Every node (and collapsed group) has one size, so layout and edges need no measuring. A multiple of the grid. */
export const NODE_SIZE = { width: 208, height: 72 } as const;
export const GRID = 8;

const NOTE_SIZE = { width: 208, height: 120 } as const;
const GROUP_PADDING = 24;
const GROUP_HEADER = 32;

export function nodeBox(position: Point): Box {
  return { x: position.x, y: position.y, ...NODE_SIZE };
}

export function noteBox(note: DesignNote, position: Point = note.position): Box {
  return {
    x: position.x,
    y: position.y,
    width: note.width ?? NOTE_SIZE.width,
    height: note.height ?? NOTE_SIZE.height,
  };
}

export function centre(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function contains(box: Box, point: Point): boolean {
  return (
    point.x >= box.x &&
    point.x <= box.x + box.width &&
    point.y >= box.y &&
    point.y <= box.y + box.height
  );
}

/** The smallest box around all; null for none. */
export function around(boxes: readonly Box[]): Box | null {
  const first = boxes[0];
  if (first === undefined) return null;
  let { x, y } = first;
  let right = x + first.width;
  let bottom = y + first.height;
  for (const box of boxes) {
    x = Math.min(x, box.x);
    y = Math.min(y, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x, y, width: right - x, height: bottom - y };
}

/** Groups from the outside in: the group itself last. A damaged file's cycle is cut. */
export function groupChain(design: Design, group: string | undefined): readonly string[] {
  const chain: string[] = [];
  for (
    let id = group;
    id !== undefined && Object.hasOwn(design.groups, id) && !chain.includes(id);
    id = design.groups[id]?.parent
  )
    chain.unshift(id);
  return chain;
}

/** The outermost collapsed group that hides a member of `group`, if one does. */
export function hidingGroup(design: Design, group: string | undefined): string | undefined {
  return groupChain(design, group).find((id) => design.groups[id]?.collapsed === true);
}

/** Ids of all nodes inside a group, at any depth. */
export function membersOf(design: Design, group: string): readonly string[] {
  return Object.entries(design.nodes)
    .filter(([, node]) => groupChain(design, node.group).includes(group))
    .map(([id]) => id);
}

/**
 * The boxes of all groups that have members: a group has no place of its own, it surrounds what is in it.
 * `positionOf` lets a drag in progress move them along.
 */
export function groupBoxes(
  design: Design,
  positionOf: (id: string) => Point | undefined,
): ReadonlyMap<string, Box> {
  const contents = new Map<string, Box[]>();
  const depth = new Map<string, number>();
  for (const [id, node] of Object.entries(design.nodes)) {
    const chain = groupChain(design, node.group);
    const box = nodeBox(positionOf(id) ?? node.position);
    for (const [level, group] of chain.entries()) depth.set(group, level);
    const innermost = chain.at(-1);
    if (innermost !== undefined) contents.set(innermost, [...(contents.get(innermost) ?? []), box]);
  }
  return surround(design, contents, depth);
}

// Innermost first, so that an outer group also surrounds the frame of an inner one.
function surround(
  design: Design,
  contents: Map<string, Box[]>,
  depth: ReadonlyMap<string, number>,
): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  const order = [...depth].toSorted((a, b) => b[1] - a[1]).map(([id]) => id);
  for (const id of order) {
    const inner = around(contents.get(id) ?? []);
    if (inner === null) continue;
    const box = framed(inner);
    boxes.set(id, box);
    const parent = design.groups[id]?.parent;
    if (parent !== undefined && depth.has(parent))
      contents.set(parent, [...(contents.get(parent) ?? []), box]);
  }
  return boxes;
}

function framed(inner: Box): Box {
  return {
    x: inner.x - GROUP_PADDING,
    y: inner.y - GROUP_PADDING - GROUP_HEADER,
    width: inner.width + 2 * GROUP_PADDING,
    height: inner.height + 2 * GROUP_PADDING + GROUP_HEADER,
  };
}
