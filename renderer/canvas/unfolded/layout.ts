import type { ComponentVersion } from "../../../shared/design/component.ts";
import type { DesignNode, NodeId } from "../../../shared/design/design.ts";
import { innerId } from "../../../shared/design/element-path.ts";
import { cornerOf } from "../../../shared/design/expand-use.ts";
import { isUse, readUse, usedVersion, withParameters } from "../../../shared/design/use.ts";
import type { Components } from "../../../shared/design/use.ts";
import { CARD } from "../../../shared/layout/drawing.ts";
import type { Unfolded } from "../../store/unfolded.ts";
import type { Point } from "../geometry.ts";
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

/** What an unfolded use shows: a frame of this size, with one copy of what its component holds. */
export interface UseLayout {
  readonly version: ComponentVersion;
  /** From 1. */
  readonly copy: number;
  readonly width: number;
  readonly height: number;
  /** By the id in the component. */
  readonly inside: ReadonlyMap<NodeId, Inner>;
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
  return { version, copy, ...framed(inside) };
}

/** Moves what is right of and below an unfolded use away from it, and puts a frame around all. */
function framed(
  inside: ReadonlyMap<NodeId, Inner>,
): Pick<UseLayout, "width" | "height" | "inside"> {
  const all = [...inside.values()];
  const across = roomFor(
    all.map(({ at, layout }) => ({
      at: at.x,
      size: CARD.width,
      grown: layout?.width ?? CARD.width,
    })),
  );
  const down = roomFor(
    all.map(({ at, layout }) => ({
      at: at.y,
      size: CARD.height,
      grown: layout?.height ?? CARD.height,
    })),
  );
  let width: number = CARD.width;
  let height: number = CARD.height;
  const placed = new Map<NodeId, Inner>();
  for (const [its, one] of inside) {
    const at = { x: across(one.at.x) + FRAME.padding, y: down(one.at.y) + FRAME.head };
    placed.set(its, { ...one, at });
    width = Math.max(width, at.x + (one.layout?.width ?? CARD.width));
    height = Math.max(height, at.y + (one.layout?.height ?? CARD.height));
  }
  return { width: width + FRAME.padding, height: height + FRAME.padding, inside: placed };
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
