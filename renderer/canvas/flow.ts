import { Position, type Edge, type Node, type NodeHandle } from "@xyflow/react";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type {
  Design,
  DesignGroup,
  DesignLink,
  DesignNode,
  DesignNote,
} from "../../shared/design/design.ts";
import type { PortGroup } from "../../shared/kinds/component-kind.ts";
import { resolveNode } from "../../shared/kinds/resolve.ts";
import { elementKey, type Selection } from "../store/elements.ts";
import {
  groupBoxes,
  groupChain,
  hidingGroup,
  membersOf,
  nodeBox,
  NODE_SIZE,
  noteBox,
  type Box,
  type Point,
} from "./geometry.ts";

export type ComponentFlowNode = Node<{ readonly node: DesignNode }, "component">;
export type GroupFlowNode = Node<
  { readonly id: string; readonly group: DesignGroup; readonly members: number },
  // Not `group`: the flow has a look of its own for that.
  "frame"
>;
export type NoteFlowNode = Node<{ readonly id: string; readonly note: DesignNote }, "note">;
export type FlowNode = ComponentFlowNode | GroupFlowNode | NoteFlowNode;
export type FlowEdge = Edge<
  { readonly link: DesignLink; readonly index: number; readonly total: number },
  "link"
>;

/** The invisible handle in the middle of each node that every edge is tied to; the edge finds the border itself. */
export const LINK_HANDLE = "link";

/** Where elements are while a drag goes on; the design is only changed when it ends. */
export type Moving = ReadonlyMap<string, Point>;

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
export function portOffset(index: number, total: number): number {
  return ((index + 1) * NODE_SIZE.width) / (total + 1);
}

// All sizes are known, so they are told to the flow: measuring a thousand nodes in the page takes seconds.
function handlesOf(id: string, node: DesignNode, catalogue: Catalogue): NodeHandle[] {
  const { ports } = resolveNode(id, node, catalogue);
  let handles = handlesByPorts.get(ports);
  if (handles === undefined) handlesByPorts.set(ports, (handles = portHandles(ports)));
  return handles;
}

const handlesByPorts = new WeakMap<readonly PortGroup[], NodeHandle[]>();

function portHandles(ports: readonly PortGroup[]): NodeHandle[] {
  return [
    ...LINK_HANDLES,
    ...ports.map((port, index): NodeHandle => ({
      id: port.id,
      type: "source",
      position: Position.Bottom,
      x: portOffset(index, ports.length) - PORT_SIZE / 2,
      y: NODE_SIZE.height - PORT_SIZE / 2,
      width: PORT_SIZE,
      height: PORT_SIZE,
    })),
  ];
}

/** The flow's id of an element; nodes keep their own, so that edges and tests find them. */
export function flowId(type: "node" | "group" | "note", id: string): string {
  return type === "node" ? id : `${type}:${id}`;
}

/** The element behind a flow id; element ids hold no colon, so the two cannot be mistaken. */
export function elementOfFlow(id: string): { type: "node" | "group" | "note"; id: string } {
  if (id.startsWith("group:")) return { type: "group", id: id.slice(6) };
  if (id.startsWith("note:")) return { type: "note", id: id.slice(5) };
  return { type: "node", id };
}

function sized(box: Box): Pick<Node, "position" | "width" | "height" | "measured"> {
  const { width, height } = box;
  return { position: { x: box.x, y: box.y }, width, height, measured: { width, height } };
}

/** Builds what the flow shows, reusing each object whose element did not change since `before`. */
export function flowNodes(
  design: Design,
  catalogue: Catalogue,
  selection: Selection,
  moving: Moving,
  before: ReadonlyMap<string, FlowNode>,
): ReadonlyMap<string, FlowNode> {
  const position = (id: string): Point | undefined => moving.get(id);
  const nodes: FlowNode[] = [];
  for (const [id, box] of groupBoxes(design, position)) {
    const node = groupNode(design, id, box, selection);
    if (node !== null) nodes.push(node);
  }
  for (const [id, note] of Object.entries(design.notes)) {
    const key = flowId("note", id);
    nodes.push({
      id: key,
      type: "note",
      ...sized(noteBox(note, position(key))),
      data: { id, note },
      selected: selection.has(elementKey("note", id)),
      draggable: true,
      zIndex: 1,
    });
  }
  for (const [id, node] of Object.entries(design.nodes)) {
    if (hidingGroup(design, node.group) !== undefined) continue;
    nodes.push({
      id,
      type: "component",
      ...sized(nodeBox(position(id) ?? node.position)),
      data: { node },
      handles: handlesOf(id, node, catalogue),
      selected: selection.has(elementKey("node", id)),
      draggable: node.locked !== true,
      zIndex: 2,
    });
  }
  return new Map(nodes.map((node) => [node.id, reuse(before.get(node.id), node)]));
}

function groupNode(
  design: Design,
  id: string,
  box: Box,
  selection: Selection,
): GroupFlowNode | null {
  const group = design.groups[id];
  if (group === undefined || hidingGroup(design, group.parent) !== undefined) return null;
  const collapsed = group.collapsed === true;
  const shape = collapsed ? { x: box.x, y: box.y, ...NODE_SIZE } : box;
  return {
    id: flowId("group", id),
    type: "frame",
    ...sized(shape),
    data: { id, group, members: membersOf(design, id).length },
    handles: collapsed ? LINK_HANDLES : [],
    selected: selection.has(elementKey("group", id)),
    zIndex: collapsed ? 2 : groupChain(design, group.parent).length - 20,
  };
}

function reuse(before: FlowNode | undefined, after: FlowNode): FlowNode {
  if (before === undefined || before.type !== after.type) return after;
  const same =
    before.selected === after.selected &&
    before.position.x === after.position.x &&
    before.position.y === after.position.y &&
    before.width === after.width &&
    before.height === after.height &&
    before.draggable === after.draggable &&
    sameData(before.data, after.data);
  return same ? before : after;
}

function sameData(a: object, b: object): boolean {
  const other = new Map(Object.entries(b));
  return Object.entries(a).every(([key, value]) => other.get(key) === value);
}

/** Builds the edges; a link into a collapsed group ends at the group, links inside of it are hidden. */
export function flowEdges(
  design: Design,
  selection: Selection,
  before: ReadonlyMap<string, FlowEdge>,
): ReadonlyMap<string, FlowEdge> {
  const visible = Object.entries(design.links).flatMap(([id, link]) => {
    const source = visibleEnd(design, link.from.node);
    const target = visibleEnd(design, link.to.node);
    return source === null || target === null || source === target
      ? []
      : [{ id, link, source, target }];
  });
  const pair = (edge: { source: string; target: string }): string =>
    [edge.source, edge.target].toSorted().join(" ");
  const totals = Map.groupBy(visible, pair);
  return new Map(
    visible.map((edge) => {
      const parallel = totals.get(pair(edge)) ?? [];
      const index = parallel.indexOf(edge);
      // Fanned out to the same side whichever way round each of them was drawn.
      const turned = parallel[0]?.source !== edge.source;
      const built: FlowEdge = {
        id: edge.id,
        type: "link",
        source: edge.source,
        target: edge.target,
        sourceHandle: LINK_HANDLE,
        targetHandle: LINK_HANDLE,
        selected: selection.has(elementKey("link", edge.id)),
        data: {
          link: edge.link,
          index: turned ? parallel.length - 1 - index : index,
          total: parallel.length,
        },
      };
      return [edge.id, reuseEdge(before.get(edge.id), built)];
    }),
  );
}

function visibleEnd(design: Design, id: string): string | null {
  const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
  if (node === undefined) return null;
  const hiding = hidingGroup(design, node.group);
  return hiding === undefined ? id : flowId("group", hiding);
}

function reuseEdge(before: FlowEdge | undefined, after: FlowEdge): FlowEdge {
  if (before?.data === undefined || after.data === undefined) return after;
  const same =
    before.selected === after.selected &&
    before.source === after.source &&
    before.target === after.target &&
    sameData(before.data, after.data);
  return same ? before : after;
}
