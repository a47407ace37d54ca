import type { ComponentVersion } from "../../../shared/design/component.ts";
import {
  emptyDesign,
  type Design,
  type DesignGroup,
  type DesignNode,
  type DesignNote,
  type NodeId,
} from "../../../shared/design/design.ts";
import { innerId } from "../../../shared/design/element-path.ts";
import { cornerOf } from "../../../shared/design/expand-use.ts";
import { isUse, readUse, usedVersion, withParameters } from "../../../shared/design/use.ts";
import type { Components } from "../../../shared/design/use.ts";
import { CARD } from "../../../shared/layout/drawing.ts";
import type { Unfolded } from "../../store/unfolded.ts";
import {
  around,
  groupBoxes,
  memberCounts,
  noteBox,
  shifted,
  STILL,
  type Box,
  type Point,
} from "../geometry.ts";
import { roomFor } from "./room-inside.ts";

/** One thing inside of an unfolded use. */
interface Inner {
  readonly id: NodeId;
  readonly node: DesignNode;
  /** From the upper left corner of the frame. */
  readonly at: Point;
  /** What it holds, where it is an unfolded use itself. */
  readonly layout: UseLayout | undefined;
}

/** A group's frame or a note inside of an unfolded use. */
interface Scenery {
  readonly id: string;
  /** From the upper left corner of the frame. */
  readonly box: Box;
  readonly of:
    | { readonly group: DesignGroup; readonly members: number }
    | { readonly note: DesignNote };
}

/** What an unfolded use shows: a frame of this size, with one copy of what its component holds. */
export interface UseLayout {
  readonly version: ComponentVersion;
  /** From 1. */
  readonly copy: number;
  readonly width: number;
  readonly height: number;
  /** By the id in the component. */
  readonly inside: ReadonlyMap<NodeId, Inner>;
  /** Groups from the outside in, then notes. */
  readonly scenery: readonly Scenery[];
}

/** Between the frame and what is in it; the head is as high as a row of words and its padding. */
export const FRAME = { padding: 24, head: 40 } as const;

// A use that did not change, among the same components, is laid out once.
const known = new WeakMap<
  DesignNode,
  {
    readonly id: NodeId;
    readonly components: Components;
    readonly unfolded: Unfolded;
    readonly layout: UseLayout | undefined;
  }
>();

/**
 * Lays out what a use of the drawing holds, as its component was drawn; uses inside that are unfolded too get
 * their room. Undefined for a use that holds nothing that is known.
 */
export function layOutUse(
  id: NodeId,
  node: DesignNode,
  components: Components,
  unfolded: Unfolded,
): UseLayout | undefined {
  const before = known.get(node);
  if (before?.id === id && before.components === components && before.unfolded === unfolded)
    return before.layout;
  const layout = layOut(id, node, { components, unfolded, around: [] });
  known.set(node, { id, components, unfolded, layout });
  return layout;
}

interface Surroundings {
  readonly components: Components;
  readonly unfolded: Unfolded;
  /** The components it lies in. */
  readonly around: readonly string[];
}

function layOut(id: NodeId, node: DesignNode, surroundings: Surroundings): UseLayout | undefined {
  const { components, unfolded, around } = surroundings;
  const use = readUse(node);
  const version = use && usedVersion(components, use);
  if (use === undefined || version === undefined || around.includes(use.component))
    return undefined;
  const copy = Math.min(unfolded.get(id) ?? 1, Math.max(1, node.count));
  const inner = { ...surroundings, around: [...around, use.component] };
  const corner = cornerOf(version);
  const inside = new Map<NodeId, Inner>();
  for (const [its, found] of Object.entries(withParameters(version, use.parameters).nodes)) {
    const path = innerId(id, copy, its);
    const layout = isUse(found) && unfolded.has(path) ? layOut(path, found, inner) : undefined;
    const { x, y } = found.position;
    inside.set(its, { id: path, node: found, at: { x: x - corner.x, y: y - corner.y }, layout });
  }
  return { version, copy, ...framed(inside, (its) => innerId(id, copy, its), version, corner) };
}

/** Moves what is right of and below an unfolded use away from it, and puts a frame around all. */
function framed(
  inside: ReadonlyMap<NodeId, Inner>,
  pathOf: (its: string) => string,
  { groups, notes }: ComponentVersion,
  corner: Point,
): Pick<UseLayout, "width" | "height" | "inside" | "scenery"> {
  const spread = spreadOf([...inside.values()]);
  const spreadOut = new Map(
    Array.from(inside, ([its, one]) => [its, { ...one, at: spread(one.at) }]),
  );
  const scenery = [
    ...groupsIn(spreadOut, groups),
    ...Object.entries(notes).map(([id, note]): Scenery => {
      const { x, y } = note.position;
      return { id, box: noteBox(note, spread({ x: x - corner.x, y: y - corner.y })), of: { note } };
    }),
  ];
  const all = around([
    ...[...spreadOut.values()].map(boxOfInner),
    ...scenery.map(({ box }) => box),
  ]) ?? { x: 0, y: 0, ...CARD };
  const by = { x: FRAME.padding - all.x, y: FRAME.head - all.y };
  const placed = Array.from(spreadOut, ([its, one]): [NodeId, Inner] => [
    its,
    { ...one, at: { x: one.at.x + by.x, y: one.at.y + by.y } },
  ]);
  return {
    width: all.width + 2 * FRAME.padding,
    height: all.height + FRAME.head + FRAME.padding,
    inside: new Map(placed),
    scenery: scenery.map(({ id, box, of }) => ({ id: pathOf(id), box: shifted(box, by), of })),
  };
}

function sizeOf(layout: UseLayout | undefined): { width: number; height: number } {
  return layout === undefined ? CARD : { width: layout.width, height: layout.height };
}

function boxOfInner({ at: { x, y }, layout }: Inner): Box {
  const { width, height } = sizeOf(layout);
  return { x, y, width, height };
}

/** Where a place is once the uses that are unfolded have their room. */
function spreadOf(all: readonly Inner[]): (place: Point) => Point {
  const along = (axis: "x" | "y", side: "width" | "height"): ((place: number) => number) =>
    roomFor(
      all.map(({ at, layout }) => ({
        at: at[axis],
        size: CARD[side],
        grown: sizeOf(layout)[side],
      })),
    );
  const [across, down] = [along("x", "width"), along("y", "height")];
  return ({ x, y }) => ({ x: across(x), y: down(y) });
}

/** The frames of a component's groups, the outermost first. They are shown open: what they hold is looked into. */
function groupsIn(
  inside: ReadonlyMap<NodeId, Inner>,
  groups: Design["groups"],
): readonly Scenery[] {
  if (Object.keys(groups).length === 0) return [];
  const nodes = Object.fromEntries(
    Array.from(inside, ([its, { node, at }]) => [its, { ...node, position: { ...at } }]),
  );
  const design = { ...emptyDesign(""), nodes, groups };
  const sizes = new Map(Array.from(inside, ([its, { layout }]) => [its, sizeOf(layout)]));
  const counts = memberCounts(design);
  return [...groupBoxes(design, STILL, sizes)].toReversed().flatMap(([id, box]): Scenery[] => {
    const group = groups[id];
    if (group === undefined) return [];
    return [{ id, box, of: { group, members: counts.get(id) ?? 0 } }];
  });
}

/** Where a link to an exposed port of an unfolded use is seen to end; the frame itself where the port is gone. */
export function endInside(id: NodeId, layout: UseLayout, port: string): NodeId {
  const exposed = Object.hasOwn(layout.version.ports, port)
    ? layout.version.ports[port]
    : undefined;
  const inner = exposed && layout.inside.get(exposed.node);
  if (exposed === undefined || inner === undefined) return id;
  return inner.layout === undefined ? inner.id : endInside(inner.id, inner.layout, exposed.port);
}

/** The ports of an unfolded use at which links are seen to end at one of the cards that it shows. */
export function portsEndingAt(id: NodeId, layout: UseLayout, card: string): readonly string[] {
  return Object.keys(layout.version.ports).filter((port) => endInside(id, layout, port) === card);
}
