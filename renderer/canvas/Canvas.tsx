import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  type EdgeTypes,
  type NodeTypes,
  type Viewport,
} from "@xyflow/react";
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from "react";
import { findKind } from "../../shared/kinds/index.ts";
import { runCommand } from "../commands/command.ts";
import { commandOf } from "../commands/index.ts";
import { placeAt } from "../commands/place-commands.ts";
import { select } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { useReadOnly } from "../store/selectors.ts";
import { panelOpen, startPlacing, useUi } from "../store/ui.ts";
import styles from "./Canvas.module.css";
import { CanvasEmpty } from "./CanvasEmpty.tsx";
import { CanvasToolbar } from "./CanvasToolbar.tsx";
import { ComponentNode } from "./ComponentNode.tsx";
import { ConnectionHint } from "./ConnectionHint.tsx";
import { ContextMenu, useContextMenu } from "./ContextMenu.tsx";
import { FindBar } from "./FindBar.tsx";
import { elementOfFlow, type FlowEdge, type FlowNode } from "./flow.ts";
import { GRID } from "./geometry.ts";
import { GroupNode } from "./GroupNode.tsx";
import { Guides } from "./Guides.tsx";
import { LinkEdge } from "./LinkEdge.tsx";
import { NoteNode } from "./NoteNode.tsx";
import { PlacingGhost } from "./PlacingGhost.tsx";
import { useConnecting } from "./use-connecting.ts";
import { useDropping } from "./use-dropping.ts";
import { useFlow } from "./use-flow.ts";
import { ZoomLevel } from "./ZoomLevel.tsx";
import { FIT, rememberedViewport, rememberViewport, setShownFlow } from "./viewport.ts";

// Once for the program: a new object here would mount every node anew.
const NODE_TYPES = {
  component: ComponentNode,
  frame: GroupNode,
  note: NoteNode,
} satisfies NodeTypes;
const EDGE_TYPES = { link: LinkEdge } satisfies EdgeTypes;
const SNAP: [number, number] = [GRID, GRID];
const PAN_BUTTONS = [1];
// Measured at 1,000 nodes: zoomed in, panning costs half; below a hundred, mounting what scrolls in costs more.
const CULLED_FROM = 100;
const PRO = { hideAttribution: true };
const MINIMAP_SIZE = { width: 128, height: 84 };
const MULTI_SELECT_KEYS = ["Control", "Meta", "Shift"];

// The minimap takes classes only: `category-Network`, coloured in the style sheet.
function minimapClass(node: FlowNode): string {
  if (node.type !== "component") return `minimap-${node.type}`;
  return `category-${findKind(node.data.node.kind)?.category ?? "unknown"}`;
}

/** The main thing to do with what was double-clicked; a note sees to itself. */
function openNode(_: unknown, { type }: FlowNode): void {
  if (type === "component") runCommand(commandOf("edit.rename"));
  else if (type === "frame") runCommand(commandOf("edit.collapse"));
}

/** Enter selects what the keyboard has walked to. */
function selectFocused(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.target instanceof Element)) return;
  const id = event.target.getAttribute("data-id");
  if (id === null) return;
  const isEdge = event.target.classList.contains("react-flow__edge");
  const element = isEdge ? { type: "link" as const, id } : elementOfFlow(id);
  select(new Set([elementKey(element.type, element.id)]));
}

/** The drawing of one tab. */
export function Canvas({ documentId }: { documentId: string }): ReactElement {
  return (
    <ReactFlowProvider>
      <Drawing documentId={documentId} />
    </ReactFlowProvider>
  );
}

function Drawing({ documentId }: { documentId: string }): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const readOnly = useReadOnly();
  const placing = useUi((ui) => ui.placing);
  const connectingNow = useUi((ui) => ui.connecting !== null);
  const minimap = useUi((ui) => panelOpen(ui.panels, "minimap"));
  const drawing = useFlow();
  const connecting = useConnecting();
  const dropping = useDropping();
  const menu = useContextMenu();
  const viewport = rememberedViewport(documentId);
  // Only at first: a canvas that was empty must not jump when its first node is placed.
  const [fits] = useState(viewport === undefined && drawing.nodes.length > 0);
  useEffect(() => {
    setShownFlow(flow, element.current);
    return () => {
      setShownFlow(null, null);
    };
  }, [flow]);
  const clickPane = useCallback(
    (event: MouseEvent): void => {
      const { placing: item } = useUi.getState();
      if (item === null) return;
      placeAt(item, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      if (!event.shiftKey) startPlacing(null);
    },
    [flow],
  );
  const moved = useCallback(
    (_: unknown, to: Viewport) => {
      rememberViewport(documentId, to);
    },
    [documentId],
  );
  return (
    <div
      ref={element}
      className={styles["canvas"]}
      data-placing={placing !== null}
      data-connecting={connectingNow}
      data-testid="canvas"
      role="presentation"
      onKeyDown={selectFocused}
      {...dropping}
    >
      <ReactFlow<FlowNode, FlowEdge>
        {...drawing}
        {...connecting}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        connectionMode={ConnectionMode.Loose}
        connectOnClick={false}
        connectionRadius={16}
        nodesConnectable={!readOnly}
        nodesDraggable={!readOnly}
        elementsSelectable
        selectionOnDrag={placing === null}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={MULTI_SELECT_KEYS}
        selectionKeyCode={null}
        deleteKeyCode={null}
        disableKeyboardA11y
        panOnDrag={PAN_BUTTONS}
        panActivationKeyCode="Space"
        zoomOnDoubleClick={false}
        minZoom={0.05}
        maxZoom={3}
        snapToGrid
        snapGrid={SNAP}
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect
        onlyRenderVisibleElements={drawing.nodes.length > CULLED_FROM}
        proOptions={PRO}
        defaultViewport={viewport}
        fitView={fits}
        fitViewOptions={FIT}
        onMoveEnd={moved}
        onPaneClick={clickPane}
        onNodeDoubleClick={openNode}
        onPaneContextMenu={menu.onPane}
        onNodeContextMenu={menu.onNode}
        onEdgeContextMenu={menu.onEdge}
        onSelectionContextMenu={menu.onSelection}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.2} />
        {minimap && (
          <MiniMap<FlowNode>
            pannable
            zoomable
            ariaLabel="Minimap"
            className={styles["minimap"]}
            style={MINIMAP_SIZE}
            nodeClassName={minimapClass}
          />
        )}
        <Guides />
        <ZoomLevel />
      </ReactFlow>
      <CanvasToolbar />
      <CanvasEmpty />
      <PlacingGhost />
      <ConnectionHint />
      <FindBar />
      <ContextMenu at={menu.at} onClose={menu.close} />
    </div>
  );
}
