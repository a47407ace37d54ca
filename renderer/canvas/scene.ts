import type {
  Design,
  DesignGroup,
  DesignLink,
  DesignNode,
  DesignNote,
  Endpoint,
} from "../../shared/design/design.ts";
import { entriesOf } from "../../shared/design/large-record.ts";
import { touchedBetween } from "../../shared/design/lineage.ts";
import { elementKey, type ElementKey } from "../store/elements.ts";
import { flowId } from "./flow-id.ts";
import {
  groupBoxes,
  groupChain,
  hidingGroup,
  isGroupLocked,
  memberCounts,
  nodeBox,
  NODE_SIZE,
  noteBox,
  sameBox,
  shifted,
  STILL,
  type Box,
  type Moving,
  type Sizes,
} from "./geometry.ts";
import { NO_UNFOLDED, type Unfolded } from "../store/unfolded.ts";
import { contentsOf, linksInside, type Ends } from "./unfolded/contents.ts";
import { endInside, layOutUse, type UseLayout } from "./unfolded/layout.ts";

interface Shape {
  /** The flow's id: see {@link flowId}. */
  readonly id: string;
  /** By which it is selected and marked. Kept, since making ten thousand keys takes longer than using them. */
  readonly key: ElementKey;
  readonly box: Box;
}
/** Where something is that an unfolded use shows: it belongs to no element of the drawing but the use. */
export interface Inside {
  /** The use on the drawing. */
  readonly use: string;
  /** How many frames it lies on. */
  readonly depth: number;
}
export interface CardItem extends Shape {
  readonly type: "component";
  readonly node: DesignNode;
  /** Left out for a node of the drawing itself. */
  readonly inside?: Inside;
}
/** A use that is shown with what it holds: the frame around that. */
export interface UnfoldedItem extends Shape {
  readonly type: "unfolded";
  readonly node: DesignNode;
  readonly layout: UseLayout;
  readonly inside?: Inside;
}
export interface FrameItem extends Shape {
  readonly type: "frame";
  readonly groupId: string;
  readonly group: DesignGroup;
  readonly collapsed: boolean;
  /** Nodes in it, at any depth. */
  readonly members: number;
  /** All of them are locked to their places. */
  readonly locked: boolean;
  /** Groups around it. */
  readonly depth: number;
}
export interface NoteItem extends Shape {
  readonly type: "note";
  readonly noteId: string;
  readonly note: DesignNote;
}
/** A group or a note of the component that an unfolded use shows: seen, but not touched. */
export interface SceneryItem extends Shape {
  readonly type: "scenery";
  readonly of: FrameItem | NoteItem;
  readonly inside: Inside;
}
/** What stands for a node of the drawing, or for one inside of a use. */
export type NodeItem = CardItem | UnfoldedItem;
export type SceneItem = CardItem | UnfoldedItem | FrameItem | NoteItem | SceneryItem;

export interface SceneLink {
  readonly id: string;
  readonly key: ElementKey;
  readonly link: DesignLink;
  /** The items it is seen to end at: a node, or the collapsed group that hides it. */
  readonly source: string;
  readonly target: string;
  /** Its place among `total` links between the same two. */
  readonly index: number;
  readonly total: number;
  /** How many frames of unfolded uses it lies on; left out for none. */
  readonly depth?: number;
  /** The unfolded use that it belongs to; left out for a link of the drawing itself. */
  readonly use?: string;
}

/** What is to be seen of a design, and where: the one place that decides what is hidden. */
export interface Scene {
  readonly design: Design;
  /** By flow id, in the order they are drawn: frames from the outside in, notes, cards. */
  readonly items: ReadonlyMap<string, SceneItem>;
  readonly links: ReadonlyMap<string, SceneLink>;
  /** Of the drawing's unfolded uses. */
  readonly sizes: Sizes;
}

const ahead = new WeakMap<Design, Derived>();

/** The scene of a design that is likely to be shown next; a tab that shows it has the same. */
export function sceneAhead(design: Design): Scene {
  const scene = ahead.get(design) ?? derived(design, NO_UNFOLDED, null);
  ahead.set(design, scene);
  return scene;
}

type Derived = Scene & { readonly unfolded: Unfolded };

/** Derives scenes of one tab; what did not change since the last one stays the same object. */
export function createSceneCache(): (design: Design, unfolded?: Unfolded) => Scene {
  let last: Derived | null = null;
  return (design, unfolded = NO_UNFOLDED) => {
    last ??= ahead.get(design) ?? null;
    if (last?.design !== design || last.unfolded !== unfolded)
      last = derived(design, unfolded, last);
    return last;
  };
}

function derived(design: Design, unfolded: Unfolded, last: Derived | null): Derived {
  const layouts = layoutsOf(design, unfolded);
  const items = sceneItems(design, layouts, last?.items ?? new Map());
  const isTiedAlike =
    last !== null && sameLayouts(last.sizes, layouts) && sameEnds(last.design, design);
  const links =
    last !== null && isTiedAlike
      ? last.links
      : sceneLinks(design, layouts, last?.links ?? new Map());
  return { design, items, links, sizes: layouts, unfolded };
}

type Layouts = ReadonlyMap<string, UseLayout>;
const NO_LAYOUTS: Layouts = new Map();

/** What the drawing's unfolded uses show, where it is to be seen. */
function layoutsOf(design: Design, unfolded: Unfolded): Layouts {
  const { nodes, components } = design;
  if (unfolded.size === 0 || components === undefined) return NO_LAYOUTS;
  const layouts = new Map<string, UseLayout>();
  for (const id of unfolded.keys()) {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (node === undefined || hidingGroup(design, node.group) !== undefined) continue;
    const layout = layOutUse(id, node, components, unfolded);
    if (layout !== undefined) layouts.set(id, layout);
  }
  return layouts;
}

function sameLayouts(a: Sizes, b: Layouts): boolean {
  return a.size === b.size && [...b].every(([id, layout]) => a.get(id) === layout);
}

function sceneItems(
  design: Design,
  layouts: Layouts,
  before: ReadonlyMap<string, SceneItem>,
): ReadonlyMap<string, SceneItem> {
  const items = new Map<string, SceneItem>();
  // The boxes come innermost first.
  for (const [id, box] of [...groupBoxes(design, STILL, layouts)].toReversed()) {
    const frame = frameItem(design, id, box);
    if (frame !== null) items.set(frame.id, reusedFrame(before.get(frame.id), frame));
  }
  for (const [noteId, note] of Object.entries(design.notes)) {
    const id = flowId("note", noteId);
    const known = before.get(id);
    if (known?.type === "note" && known.note === note) items.set(id, known);
    else {
      const key = elementKey("note", noteId);
      items.set(id, { id, key, type: "note", noteId, note, box: noteBox(note) });
    }
  }
  for (const [id, node] of entriesOf(design.nodes)) {
    if (hidingGroup(design, node.group) !== undefined || layouts.has(id)) continue;
    const known = before.get(id);
    if (known?.type === "component" && known.node === node) items.set(id, known);
    else {
      const key = known?.key ?? elementKey("node", id);
      items.set(id, { id, key, type: "component", node, box: nodeBox(node.position) });
    }
  }
  // Last, since they lie on top.
  for (const [id, layout] of layouts)
    for (const item of contentsOf(id, design.nodes[id], layout, before)) items.set(item.id, item);
  return items;
}

function frameItem(design: Design, groupId: string, box: Box): FrameItem | null {
  const group = design.groups[groupId];
  if (group === undefined || hidingGroup(design, group.parent) !== undefined) return null;
  const collapsed = group.collapsed === true;
  return {
    id: flowId("group", groupId),
    key: elementKey("group", groupId),
    type: "frame",
    groupId,
    group,
    collapsed,
    box: collapsed ? { x: box.x, y: box.y, ...NODE_SIZE } : box,
    members: memberCounts(design).get(groupId) ?? 0,
    locked: isGroupLocked(design, groupId),
    depth: groupChain(design, group.parent).length,
  };
}

function reusedFrame(before: SceneItem | undefined, frame: FrameItem): FrameItem {
  const same =
    before?.type === "frame" &&
    before.group === frame.group &&
    before.members === frame.members &&
    before.locked === frame.locked &&
    before.depth === frame.depth &&
    sameBox(before.box, frame.box);
  return same ? before : frame;
}

// Moving or renaming nodes, the usual edits, leaves every link where it is tied.
function sameEnds(was: Design, design: Design): boolean {
  if (was.links !== design.links || was.groups !== design.groups) return false;
  const touched = touchedBetween(was, design);
  if (touched === undefined) return false;
  return [...touched.nodes].every((id) => {
    const [before, after] = [was.nodes[id], design.nodes[id]];
    return before !== undefined && after !== undefined && before.group === after.group;
  });
}

/** A link into a collapsed group ends at the group; links inside of it, or to nothing, are left out. */
function sceneLinks(
  design: Design,
  layouts: Layouts,
  before: ReadonlyMap<string, SceneLink>,
): ReadonlyMap<string, SceneLink> {
  const visible: (Ends & { pair: string })[] = [];
  const pairs = new Map<string, { total: number; next: number; first: string }>();
  const add = (ends: Ends): void => {
    const { source, target } = ends;
    const pair = source < target ? `${source} ${target}` : `${target} ${source}`;
    const known = pairs.get(pair);
    if (known === undefined) pairs.set(pair, { total: 1, next: 0, first: source });
    else known.total++;
    visible.push({ ...ends, pair });
  };
  for (const [id, link] of entriesOf(design.links)) {
    const source = visibleEnd(design, link.from, layouts);
    const target = visibleEnd(design, link.to, layouts);
    if (source === null || target === null || source === target) continue;
    const depth = layouts.size === 0 ? 0 : Math.max(depthOf(source), depthOf(target));
    add({ id, link, source, target, ...(depth > 0 && { depth }) });
  }
  for (const [id, layout] of layouts) for (const ends of linksInside(id, layout)) add(ends);
  return new Map(
    visible.map(({ pair, ...link }) => {
      const { total, first } = pairs.get(pair) ?? { total: 1, first: link.source };
      const index = nextOf(pairs, pair);
      // Fanned out to the same side whichever way round each of them was drawn.
      const turned = first !== link.source;
      const known = before.get(link.id);
      const key = known?.key ?? elementKey("link", link.id);
      const made = { ...link, key, index: turned ? total - 1 - index : index, total };
      return [link.id, reusedLink(known, made)];
    }),
  );
}

function nextOf(pairs: ReadonlyMap<string, { next: number }>, pair: string): number {
  const counter = pairs.get(pair);
  return counter === undefined ? 0 : counter.next++;
}

function reusedLink(before: SceneLink | undefined, link: SceneLink): SceneLink {
  const same =
    before !== undefined &&
    before.link === link.link &&
    before.source === link.source &&
    before.target === link.target &&
    before.index === link.index &&
    before.total === link.total &&
    before.depth === link.depth;
  return same ? before : link;
}

function visibleEnd(design: Design, { node: id, port }: Endpoint, layouts: Layouts): string | null {
  const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
  if (node === undefined) return null;
  const layout = layouts.get(id);
  if (layout !== undefined) return endInside(id, layout, port);
  const hidden = hidingGroup(design, node.group);
  return hidden === undefined ? id : flowId("group", hidden);
}

/** An inner id is the way to it, with a step for each use that it lies in. */
function depthOf(id: string): number {
  return id.split("/").length - 1;
}

/** What one has hold of at an item: itself, or the use on the drawing that shows it. */
export function holderOf(item: SceneItem): string {
  return "inside" in item && item.inside !== undefined ? item.inside.use : item.id;
}

/** Where each item is while things are dragged: frames grow and move along with their members. */
export function boxesDuring(scene: Scene, moving: Moving): (item: SceneItem) => Box {
  if (moving.ids.size === 0) return (item) => item.box;
  const frames = groupBoxes(scene.design, moving, scene.sizes);
  return (item) => {
    if (item.type !== "frame")
      return moving.ids.has(holderOf(item)) ? shifted(item.box, moving.by) : item.box;
    const box = frames.get(item.groupId) ?? item.box;
    return item.collapsed ? { x: box.x, y: box.y, ...NODE_SIZE } : box;
  };
}
