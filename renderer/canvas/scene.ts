import type {
  Design,
  DesignGroup,
  DesignLink,
  DesignNode,
  DesignNote,
} from "../../shared/design/design.ts";
import { entriesOf } from "../../shared/design/large-record.ts";
import { touchedBetween } from "../../shared/design/lineage.ts";
import { elementKey, type ElementKey } from "../store/elements.ts";
import { flowId } from "./flow-id.ts";
import {
  groupBoxes,
  groupChain,
  hidingGroup,
  memberCounts,
  nodeBox,
  NODE_SIZE,
  noteBox,
  shifted,
  type Box,
  type Moving,
} from "./geometry.ts";

interface Shape {
  /** The flow's id: see {@link flowId}. */
  readonly id: string;
  /** By which it is selected and marked. Kept, since making ten thousand keys takes longer than using them. */
  readonly key: ElementKey;
  readonly box: Box;
}
export interface CardItem extends Shape {
  readonly type: "component";
  readonly node: DesignNode;
}
export interface FrameItem extends Shape {
  readonly type: "frame";
  readonly groupId: string;
  readonly group: DesignGroup;
  readonly collapsed: boolean;
  /** Nodes in it, at any depth. */
  readonly members: number;
  /** Groups around it. */
  readonly depth: number;
}
export interface NoteItem extends Shape {
  readonly type: "note";
  readonly noteId: string;
  readonly note: DesignNote;
}
export type SceneItem = CardItem | FrameItem | NoteItem;

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
}

/** What is to be seen of a design, and where: the one place that decides what is hidden. */
export interface Scene {
  readonly design: Design;
  /** By flow id, in the order they are drawn: frames from the outside in, notes, cards. */
  readonly items: ReadonlyMap<string, SceneItem>;
  readonly links: ReadonlyMap<string, SceneLink>;
}

/** Derives scenes of one tab; what did not change since the last one stays the same object. */
export function createSceneCache(): (design: Design) => Scene {
  let last: Scene | null = null;
  return (design) => {
    if (last?.design === design) return last;
    const items = sceneItems(design, last?.items ?? new Map());
    const links =
      last !== null && sameEnds(last.design, design)
        ? last.links
        : sceneLinks(design, last?.links ?? new Map());
    last = { design, items, links };
    return last;
  };
}

function sceneItems(
  design: Design,
  before: ReadonlyMap<string, SceneItem>,
): ReadonlyMap<string, SceneItem> {
  const items = new Map<string, SceneItem>();
  // The boxes come innermost first.
  for (const [id, box] of [...groupBoxes(design)].toReversed()) {
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
    if (hidingGroup(design, node.group) !== undefined) continue;
    const known = before.get(id);
    if (known?.type === "component" && known.node === node) items.set(id, known);
    else {
      const key = known?.key ?? elementKey("node", id);
      items.set(id, { id, key, type: "component", node, box: nodeBox(node.position) });
    }
  }
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
    depth: groupChain(design, group.parent).length,
  };
}

function reusedFrame(before: SceneItem | undefined, frame: FrameItem): FrameItem {
  const same =
    before?.type === "frame" &&
    before.group === frame.group &&
    before.members === frame.members &&
    before.depth === frame.depth &&
    sameBox(before.box, frame.box);
  return same ? before : frame;
}

export function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
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
  before: ReadonlyMap<string, SceneLink>,
): ReadonlyMap<string, SceneLink> {
  const visible: { id: string; link: DesignLink; source: string; target: string; pair: string }[] =
    [];
  const pairs = new Map<string, { total: number; next: number; first: string }>();
  for (const [id, link] of entriesOf(design.links)) {
    const source = visibleEnd(design, link.from.node);
    const target = visibleEnd(design, link.to.node);
    if (source === null || target === null || source === target) continue;
    const pair = source < target ? `${source} ${target}` : `${target} ${source}`;
    const known = pairs.get(pair);
    if (known === undefined) pairs.set(pair, { total: 1, next: 0, first: source });
    else known.total++;
    visible.push({ id, link, source, target, pair });
  }
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
    before.total === link.total;
  return same ? before : link;
}

function visibleEnd(design: Design, id: string): string | null {
  const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
  if (node === undefined) return null;
  const hidden = hidingGroup(design, node.group);
  return hidden === undefined ? id : flowId("group", hidden);
}

/** Where each item is while things are dragged: frames grow and move along with their members. */
export function boxesDuring(scene: Scene, moving: Moving): (item: SceneItem) => Box {
  if (moving.ids.size === 0) return (item) => item.box;
  const frames = groupBoxes(scene.design, moving);
  return (item) => {
    if (item.type !== "frame")
      return moving.ids.has(item.id) ? shifted(item.box, moving.by) : item.box;
    const box = frames.get(item.groupId) ?? item.box;
    return item.collapsed ? { x: box.x, y: box.y, ...NODE_SIZE } : box;
  };
}
