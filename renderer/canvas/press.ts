import { onGrid } from "../../shared/layout/drawing.ts";
import type { ReactFlowInstance } from "@xyflow/react";
import { activeDocument, select } from "../store/documents.ts";
import { NOTHING_SELECTED, type ElementKey, type Selection } from "../store/elements.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { membersOf, overlap, type Box, type Point } from "./geometry.ts";
import { hitAt, type Hit } from "./layer/hit.ts";
import { alignedTo, moveTo } from "./dragging.ts";
import { holderOf, type Scene, type SceneItem } from "./scene.ts";

/** What gestures are made on. */
export interface Ground {
  readonly flow: ReactFlowInstance<FlowNode, FlowEdge>;
  readonly scene: () => Scene;
  /** Whether things are painted that are no elements of the page. */
  readonly layered: () => boolean;
}

/** What one takes hold of: of what an unfolded use shows, the use. */
export function heldUnder(ground: Ground, target: Element, point: Point): Hit | null {
  const hit = hitUnder(ground, target, point);
  const holder = hit?.type === "link" ? hit.link.use : hit && holderOf(hit.item);
  const item =
    holder === undefined || holder === null ? undefined : ground.scene().items.get(holder);
  return item === undefined ? hit : { type: "item", item };
}

/** What the pointer is on: an element of the page where there is one, else what is painted there. */
export function hitUnder(ground: Ground, target: Element, point: Point): Hit | null {
  const scene = ground.scene();
  const item = scene.items.get(idOf(target.closest(".react-flow__node")));
  const link = scene.links.get(idOf(target.closest(".react-flow__edge")));
  if (link !== undefined) return { type: "link", link };
  const covering = item !== undefined && (item.type !== "frame" || item.collapsed);
  if (covering || !ground.layered()) return item === undefined ? null : { type: "item", item };
  // An open frame lies behind what is painted.
  const at = ground.flow.screenToFlowPosition(point);
  return hitAt(scene, at, ground.flow.getZoom());
}

function idOf(element: Element | null): string {
  return element?.getAttribute("data-id") ?? "";
}

export function keyOfHit(hit: Hit): ElementKey {
  return hit.type === "link" ? hit.link.key : hit.item.key;
}

/** Selects what was pressed; a second press with a modifier takes it out again. */
export function selectHit(hit: Hit | null, more: boolean): void {
  if (hit !== null) selectKey(keyOfHit(hit), more);
  else if (!more) select(new Set());
}

/** Selects one thing alone; with `more` beside what is selected, or takes it out of that again. */
export function selectKey(key: ElementKey, more: boolean): void {
  const selection = activeDocument()?.selection ?? NOTHING_SELECTED;
  select(more ? toggled(selection, key) : new Set([key]));
}

function toggled(selection: Selection, key: ElementKey): Selection {
  const next = new Set(selection);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** What a drag takes along. */
export interface Load {
  /** What was pressed: the one that snaps. */
  readonly item: SceneItem;
  readonly ids: ReadonlySet<string>;
  /** What it may be lined up with. */
  readonly neighbours: readonly Box[];
}

/** More neighbours in view than this are no help, and looking through them would be felt. */
const MOST_NEIGHBOURS = 600;

/** What a drag that begins on an item takes along; null where that is locked. */
export function loadOf(
  scene: Scene,
  item: SceneItem,
  selection: Selection,
  view: Box,
): Load | null {
  if (isLocked(item)) return null;
  const isAlone = !selection.has(item.key) || selection.size === 1;
  const chosen = isAlone
    ? [item]
    : [...scene.items.values()].filter((other) => selection.has(other.key));
  const ids = new Set(chosen.flatMap((one) => movableIds(scene, one)));
  const isSnapping = chosen.length === 1 && item.type !== "frame";
  return { item, ids, neighbours: isSnapping ? neighboursOf(scene, ids, view) : [] };
}

/** Stops at once where there are too many: it is the first step of a drag, which is to be seen at once. */
function neighboursOf(scene: Scene, ids: ReadonlySet<string>, view: Box): readonly Box[] {
  const neighbours: Box[] = [];
  for (const other of scene.items.values()) {
    if (other.type === "frame" || !overlap(other.box, view) || ids.has(holderOf(other))) continue;
    if (neighbours.length === MOST_NEIGHBOURS) return [];
    neighbours.push(other.box);
  }
  return neighbours;
}

/** Whether it stays where it is; a group's frame only is where its members are. */
export function isLocked(item: SceneItem): boolean {
  if (item.type === "frame" || item.type === "scenery") return false;
  return (item.type === "note" ? item.note : item.node).locked === true;
}

// A group moves by its members; what is locked stays.
function movableIds(scene: Scene, item: SceneItem): readonly string[] {
  const { nodes } = scene.design;
  if (item.type === "note") return isLocked(item) ? [] : [item.id];
  const ids = item.type === "frame" ? membersOf(scene.design, item.groupId) : [item.id];
  return ids.filter((id) => nodes[id]?.locked !== true);
}

/** Brings a load as far as the pointer has come: on the grid, one thing alone onto its neighbours' lines. */
export function carry({ item, ids, neighbours }: Load, by: Point): void {
  const { box } = item;
  const place = { x: onGrid(box.x + by.x), y: onGrid(box.y + by.y) };
  const aligned = alignedTo({ ...box, ...place }, neighbours);
  const to = { x: aligned.place.x - box.x, y: aligned.place.y - box.y };
  moveTo({ ids, by: to }, aligned.guides);
}
