import { ReactFlow, useEdgesState, useNodesState, type Node } from "@xyflow/react";
import { createElement, type ReactElement } from "react";
import { createRoot } from "react-dom/client";

export interface RivalDrawing {
  readonly nodes: readonly { id: string; label: string; x: number; y: number }[];
  readonly links: readonly { id: string; from: string; to: string }[];
  readonly width: number;
  readonly height: number;
}

declare global {
  interface Window {
    /** Shows a drawing with React Flow's own nodes and edges, as its first example in the documentation does. */
    mountRival?: (drawing: RivalDrawing) => void;
  }
}

function Rival({ drawing }: { drawing: RivalDrawing }): ReactElement {
  const [nodes, , onNodesChange] = useNodesState<Node>(
    drawing.nodes.map(({ id, label, x, y }) => ({ id, position: { x, y }, data: { label } })),
  );
  const [edges, , onEdgesChange] = useEdgesState(
    drawing.links.map(({ id, from, to }) => ({ id, source: from, target: to })),
  );
  return createElement(
    "div",
    { style: { width: drawing.width, height: drawing.height } },
    createElement(ReactFlow, {
      nodes,
      edges,
      onNodesChange,
      onEdgesChange,
      fitView: true,
      // As on Labwright's canvas, so that the same gestures do the same.
      panOnDrag: [1],
      minZoom: 0.05,
    }),
  );
}

window.mountRival = (drawing) => {
  const root = document.querySelector("#root");
  if (root !== null) createRoot(root).render(createElement(Rival, { drawing }));
};
