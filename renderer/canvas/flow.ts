import { Position, type Edge, type Node, type NodeHandle } from "@xyflow/react";
import type { CSSProperties } from "react";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type {
  DesignGroup,
  DesignLink,
  DesignNode,
  DesignNote,
} from "../../shared/design/design.ts";
import type { PortGroup } from "../../shared/kinds/component-kind.ts";
import { resolveNode } from "../../shared/kinds/resolve.ts";
import { NODE_SIZE, type Box } from "./geometry.ts";
import type { FrameItem, NoteItem, SceneItem, SceneLink } from "./scene.ts";

type ComponentFlowNode = Node<{ readonly node: DesignNode }, "component">;
type UnfoldedFlowNode = Node<
  { readonly node: DesignNode; readonly name: string; readonly copy: number },
  "unfolded"
>;
type GroupFlowNode = Node<
  {
    readonly id: string;
    readonly group: DesignGroup;
    readonly members: number;
    readonly locked: boolean;
  },
  // Not `group`: the flow has a look of its own for that.
  "frame"
>;
type NoteFlowNode = Node<{ readonly id: string; readonly note: DesignNote }, "note">;
type SceneryFlowNode = Node<{ readonly of: FrameItem | NoteItem }, "scenery">;
type FlowNode =
  | ComponentFlowNode
  | UnfoldedFlowNode
  | GroupFlowNode
  | NoteFlowNode
  | SceneryFlowNode;
type FlowEdge = Edge<
  {
    readonly link: DesignLink;
    readonly index: number;
    readonly total: number;
    /** Where what stands on it lies, if not right above the drawing: see {@link levelOf}. */
    readonly level?: number;
  },
  "link"
>;
export { flowId } from "./flow-id.ts";
export type {
  ComponentFlowNode,
  FlowEdge,
  FlowNode,
  GroupFlowNode,
  NoteFlowNode,
  SceneryFlowNode,
  UnfoldedFlowNode,
};

/** The invisible handle in the middle of each node that every edge is tied to; the edge finds the border itself. */
export const LINK_HANDLE = "link";

const LINK_HANDLES: NodeHandle[] = [
  {
    id: LINK_HANDLE,
    type: "source",
    position: Position.Top,
    x: NODE_SIZE.width / 2,
    y: NODE_SIZE.height / 2,
    width: 0,
    height: 0,
  },
];

/** Width and height of a port's dot. */
const PORT_SIZE = 11;

/** How far from the node's left edge a port's dot has its middle. */
export function portOffset(index: number, total: number, width: number = NODE_SIZE.width): number {
  return ((index + 1) * width) / (total + 1);
}

// All sizes are known, so they are told to the flow: measuring a thousand nodes in the page takes seconds.
function handlesOf(id: string, node: DesignNode, catalogue: Catalogue): NodeHandle[] {
  const { ports } = resolveNode(id, node, catalogue);
  let handles = handlesByPorts.get(ports);
  if (handles === undefined) handlesByPorts.set(ports, (handles = portHandles(ports)));
  return handles;
}

const handlesByPorts = new WeakMap<readonly PortGroup[], NodeHandle[]>();

function portHandles(
  ports: readonly PortGroup[],
  { width, height }: Pick<Box, "width" | "height"> = NODE_SIZE,
): NodeHandle[] {
  const middle = { x: width / 2, y: height / 2, width: 0, height: 0 };
  return [
    { id: LINK_HANDLE, type: "source", position: Position.Top, ...middle },
    ...ports.map((port, index): NodeHandle => ({
      id: port.id,
      type: "source",
      position: Position.Bottom,
      x: portOffset(index, ports.length, width) - PORT_SIZE / 2,
      y: height - PORT_SIZE / 2,
      width: PORT_SIZE,
      height: PORT_SIZE,
    })),
  ];
}

/** Frames of unfolded uses lie above the drawing, each with its links and then its cards on it. */
function levelOf(depth: number, part: "frame" | "links" | "cards"): number {
  return 3 * depth + { frame: 1, links: 2, cards: 3 }[part];
}

// The flow takes pointer events from nodes that it neither drags nor selects itself: see use-gestures.ts.
const TOUCHABLE: CSSProperties = { pointerEvents: "all" };
const UNTOUCHED: CSSProperties = { pointerEvents: "none" };
const NO_HANDLES: NodeHandle[] = [];

function placed(item: SceneItem, { x, y, width, height }: Box) {
  return {
    id: item.id,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    style: TOUCHABLE,
  };
}

/** The flow's node of one thing on the drawing. */
export function flowNode(
  item: SceneItem,
  box: Box,
  catalogue: Catalogue,
  selected: boolean,
): FlowNode {
  const common = { ...placed(item, box), selected };
  switch (item.type) {
    case "component": {
      const { id, node } = item;
      const handles = handlesOf(id, node, catalogue);
      const zIndex = item.inside === undefined ? 2 : levelOf(item.inside.depth, "cards");
      return { ...common, type: "component", data: { node }, handles, zIndex };
    }
    case "unfolded": {
      const { id, node, layout, inside } = item;
      const handles = portHandles(resolveNode(id, node, catalogue).ports, box);
      const data = { node, name: layout.version.name, copy: layout.copy };
      const zIndex = levelOf(1 + (inside?.depth ?? 0), "frame");
      return { ...common, type: "unfolded", data, handles, zIndex };
    }
    case "note": {
      const { noteId: id, note } = item;
      return { ...common, type: "note", data: { id, note }, handles: NO_HANDLES, zIndex: 1 };
    }
    case "scenery": {
      const { of, inside } = item;
      const zIndex = levelOf(inside.depth, "frame");
      const untouched = { style: UNTOUCHED, focusable: false };
      return {
        ...common,
        ...untouched,
        type: "scenery",
        data: { of },
        handles: NO_HANDLES,
        zIndex,
      };
    }
    case "frame": {
      const { groupId: id, group, members, locked, collapsed, depth } = item;
      return {
        ...common,
        type: "frame",
        data: { id, group, members, locked },
        handles: collapsed ? LINK_HANDLES : NO_HANDLES,
        zIndex: collapsed ? 2 : depth - 20,
      };
    }
  }
}

/** The flow's edge of one link. */
export function flowEdge(seen: SceneLink, selected: boolean): FlowEdge {
  const { id, source, target, link, index, total, depth } = seen;
  const level = depth === undefined ? undefined : levelOf(depth, "links");
  return {
    id,
    type: "link",
    source,
    target,
    sourceHandle: LINK_HANDLE,
    targetHandle: LINK_HANDLE,
    selected,
    data: { link, index, total, ...(level !== undefined && { level }) },
    ...(level !== undefined && { zIndex: level }),
  };
}
