import type { Design, DesignNote } from "../../shared/design/design.ts";
import { entriesOf } from "../../shared/design/large-record.ts";
import { CARD, NOTE } from "../../shared/layout/drawing.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** What is being dragged, by flow id, and how far it has come. The design still has it where it was. */
export interface Moving {
  readonly ids: ReadonlySet<string>;
  readonly by: Point;
}

/** Nothing is being dragged. */
export const STILL: Moving = { ids: new Set(), by: { x: 0, y: 0 } };

/** Nodes that take more room than a card: uses of components shown with what they hold. */
export type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

const USUAL_SIZES: Sizes = new Map();

/** The size of every node, and of a collapsed group. */
export const NODE_SIZE = CARD;

const GROUP_PADDING = 24;
const GROUP_HEADER = 32;

export function nodeBox(position: Point): Box {
  return { x: position.x, y: position.y, ...NODE_SIZE };
}

export function noteBox(note: DesignNote, position: Point = note.position): Box {
  return {
    x: position.x,
    y: position.y,
    width: note.width ?? NOTE.width,
    height: note.height ?? NOTE.height,
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

export function shifted(box: Box, by: Point): Box {
  return { x: box.x + by.x, y: box.y + by.y, width: box.width, height: box.height };
}

export function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** Whether two boxes share any area. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
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
  if (group === undefined) return undefined;
  return remembered(hiding, design.groups, group, () =>
    groupChain(design, group).find((id) => design.groups[id]?.collapsed === true),
  );
}

const hiding = new WeakMap<Design["groups"], Map<string, string | undefined>>();

// Thousands of nodes share a few groups, whose answers hold as long as the groups are the same object.
function remembered<K extends object, T>(
  cache: WeakMap<K, Map<string, T>>,
  owner: K,
  key: string,
  find: () => T,
): T {
  let known = cache.get(owner);
  if (known === undefined) cache.set(owner, (known = new Map()));
  const found = known.get(key);
  if (found !== undefined || known.has(key)) return found as T;
  const fresh = find();
  known.set(key, fresh);
  return fresh;
}

/** Ids of all nodes inside a group, at any depth. */
export function membersOf(design: Design, group: string): readonly string[] {
  const inner = new Set(
    Object.keys(design.groups).filter((id) => groupChain(design, id).includes(group)),
  );
  if (inner.size === 0) return [];
  return Array.from(entriesOf(design.nodes))
    .filter(([, node]) => node.group !== undefined && inner.has(node.group))
    .map(([id]) => id);
}

/** What lies directly in each group, the part that stays and the part that is being dragged. */
interface Contents {
  readonly still: ReadonlyMap<string, Box>;
  readonly moved: ReadonlyMap<string, Box>;
  /** Groups that have members at any depth, the innermost first. */
  readonly inside: readonly string[];
  /** Members at any depth. */
  readonly counts: ReadonlyMap<string, number>;
  /** Groups of which some member, at any depth, is not locked to its place. */
  readonly loose: ReadonlySet<string>;
}

const contents = new WeakMap<Sizes, WeakMap<Design, WeakMap<ReadonlySet<string>, Contents>>>();

// One pass over the nodes when a drag begins; each of its moves then only costs as much as there are groups.
function contentsOf(design: Design, ids: ReadonlySet<string>, sizes: Sizes): Contents {
  let byDesign = contents.get(sizes);
  if (byDesign === undefined) contents.set(sizes, (byDesign = new WeakMap()));
  let byIds = byDesign.get(design);
  if (byIds === undefined) byDesign.set(design, (byIds = new WeakMap()));
  let known = byIds.get(ids);
  if (known === undefined) byIds.set(ids, (known = readContents(design, ids, sizes)));
  return known;
}

function readContents(design: Design, ids: ReadonlySet<string>, sizes: Sizes): Contents {
  const [still, moved] = [new Map<string, Box>(), new Map<string, Box>()];
  const direct = new Map<string, number>();
  if (Object.keys(design.groups).length === 0)
    return { still, moved, inside: [], counts: new Map(), loose: new Set() };
  const looseIn = new Set<string>();
  for (const [id, { group, position, locked }] of entriesOf(design.nodes)) {
    if (group === undefined || !Object.hasOwn(design.groups, group)) continue;
    const box = { ...nodeBox(position), ...sizes.get(id) };
    extend(ids.has(id) ? moved : still, group, box);
    direct.set(group, (direct.get(group) ?? 0) + 1);
    if (locked !== true) looseIn.add(group);
  }
  const [counts, depth] = [new Map<string, number>(), new Map<string, number>()];
  const loose = new Set<string>();
  for (const [group, count] of direct)
    for (const [level, id] of groupChain(design, group).entries()) {
      counts.set(id, (counts.get(id) ?? 0) + count);
      depth.set(id, level);
      if (looseIn.has(group)) loose.add(id);
    }
  const inside = [...depth].toSorted((a, b) => b[1] - a[1]).map(([id]) => id);
  return { still, moved, inside, counts, loose };
}

function extend(boxes: Map<string, Box>, id: string, box: Box): void {
  const known = boxes.get(id);
  const wider = known === undefined ? box : around([known, box]);
  if (wider !== null) boxes.set(id, wider);
}

/** How many nodes each group holds, at any depth; groups without any are left out. */
export function memberCounts(design: Design): ReadonlyMap<string, number> {
  return contentsOf(design, STILL.ids, USUAL_SIZES).counts;
}

/** Whether a group stays in its place, because all of its members are locked to theirs. */
export function isGroupLocked(design: Design, group: string): boolean {
  const { counts, loose } = contentsOf(design, STILL.ids, USUAL_SIZES);
  return counts.has(group) && !loose.has(group);
}

/**
 * The boxes of all groups that have members, innermost first: a group has no place of its own, it surrounds
 * what is in it. `moving` lets a drag in progress take them along.
 */
export function groupBoxes(
  design: Design,
  moving: Moving = STILL,
  sizes: Sizes = USUAL_SIZES,
): ReadonlyMap<string, Box> {
  const { still, moved, inside } = contentsOf(design, moving.ids, sizes);
  const filled = new Map(still);
  for (const [group, box] of moved) extend(filled, group, shifted(box, moving.by));
  const boxes = new Map<string, Box>();
  for (const id of inside) {
    const inner = filled.get(id);
    if (inner === undefined) continue;
    const box = framed(inner);
    boxes.set(id, box);
    // Innermost first, so that an outer group also surrounds the frame of an inner one.
    const parent = design.groups[id]?.parent;
    if (parent !== undefined && parent !== id && Object.hasOwn(design.groups, parent))
      extend(filled, parent, box);
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
