import {
  ConnectionMode,
  ReactFlow,
  useEdgesState,
  useNodesState,
  type Edge,
  type EdgeTypes,
  type Node,
  type NodeTypes,
} from "@xyflow/react";
import { createElement, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import type { Design } from "../../../shared/design/design.ts";

export interface RivalDrawing {
  readonly design: Design;
  readonly width: number;
  readonly height: number;
}

declare global {
  interface Window {
    /** Shows a design as React Flow does by itself, with Labwright's cards and links. */
    mountRival?: (drawing: RivalDrawing) => void;
    /** Called by the page, which knows Labwright's cards. */
    offerRival?: (nodeTypes: NodeTypes, edgeTypes: EdgeTypes) => void;
  }
}

interface RivalProps {
  readonly drawing: RivalDrawing;
  readonly nodeTypes: NodeTypes;
  readonly edgeTypes: EdgeTypes;
}

function Rival({ drawing, nodeTypes, edgeTypes }: RivalProps): ReactElement {
  const { design, width, height } = drawing;
  const drawnNodes: Node[] = Object.entries(design.nodes).map(([id, node]) => ({
    id,
    type: "component",
    position: node.position,
    data: { node },
  }));
  const drawnEdges: Edge[] = Object.entries(design.links).map(([id, link]) => ({
    id,
    type: "link",
    source: link.from.node,
    target: link.to.node,
    sourceHandle: "link",
    targetHandle: "link",
    data: { link, index: 0, total: 1 },
  }));
  const [nodes, , onNodesChange] = useNodesState(drawnNodes);
  const [edges, , onEdgesChange] = useEdgesState(drawnEdges);
  return createElement(
    "div",
    { style: { width, height } },
    createElement(ReactFlow, {
      nodes,
      edges,
      nodeTypes,
      edgeTypes,
      onNodesChange,
      onEdgesChange,
      fitView: true,
      // As on Labwright's canvas, so that the same gestures do the same.
      connectionMode: ConnectionMode.Loose,
      panOnDrag: [1],
      minZoom: 0.01,
      maxZoom: 3,
    }),
  );
}

window.offerRival = (nodeTypes, edgeTypes) => {
  window.mountRival = (drawing) => {
    const root = document.querySelector("#root");
    if (root !== null)
      createRoot(root).render(createElement(Rival, { drawing, nodeTypes, edgeTypes }));
  };
};
