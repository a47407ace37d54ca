import {
  ConnectionMode,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from "@xyflow/react";
import type { EdgeTypes, NodeTypes, ReactFlowProps, Viewport } from "@xyflow/react";
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from "react";
import { drawnElement, isInner } from "../../shared/design/element-path.ts";
import { openComponent } from "../components/operations.ts";
import { placeAt } from "../commands/place-commands.ts";
import { elementKey } from "../store/elements.ts";
import { useDesign, useReadOnly } from "../store/selectors.ts";
import { useShownUnfolded } from "../store/unfolded.ts";
import { startPlacing, useUi } from "../store/ui.ts";
import styles from "./Canvas.module.css";
import { CanvasEmpty } from "./CanvasEmpty.tsx";
import { CanvasToolbar } from "./CanvasToolbar.tsx";
import { ComponentNode } from "./ComponentNode.tsx";
import { ConnectionHint } from "./ConnectionHint.tsx";
import { FindBar } from "./FindBar.tsx";
import { elementOfFlow } from "./flow-id.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { Grid } from "./Grid.tsx";
import { GroupNode } from "./GroupNode.tsx";
import { Guides } from "./Guides.tsx";
import { DrawingLayer } from "./layer/DrawingLayer.tsx";
import { LinkDot } from "./LinkDot.tsx";
import { LinkEdge } from "./LinkEdge.tsx";
import { MinimapCorner } from "./Minimap.tsx";
import { NoteNode } from "./NoteNode.tsx";
import { LandingCard, PlacingHint } from "./Placing.tsx";
import { createSceneCache, type Scene } from "./scene.ts";
import { PortPicker } from "./PortPicker.tsx";
import { selectKey, type Ground } from "./press.ts";
import { PortLabels, portLabelsShown } from "./port-labels.ts";
import { SelectionBox } from "./SelectionBox.tsx";
import { useCentreKept } from "./use-centre-kept.ts";
import { useConnecting } from "./use-connecting.ts";
import { useContextMenu } from "./use-context-menu.ts";
import { useDropping } from "./use-dropping.ts";
import { useFlow } from "./use-flow.ts";
import { useGestures } from "./use-gestures.ts";
import { isLarge, useMounted } from "./use-mounted.ts";
import { useKnownSizes } from "./use-known-sizes.ts";
import { fitted, rememberedViewport, rememberViewport, setShownCanvas, ZOOM } from "./viewport.ts";
import { Scenery } from "./unfolded/Scenery.tsx";
import { UnfoldedNode } from "./unfolded/UnfoldedNode.tsx";
import { ZoomLevel } from "./ZoomLevel.tsx";

// Once for the program: a new object here would mount every node anew.
const NODE_TYPES = {
  component: ComponentNode,
  unfolded: UnfoldedNode,
  frame: GroupNode,
  note: NoteNode,
  scenery: Scenery,
} satisfies NodeTypes;
const EDGE_TYPES = { link: LinkEdge } satisfies EdgeTypes;
const PAN_BUTTONS = [1];
const PRO = { hideAttribution: true };

/** Enter selects what the keyboard has walked to, with Shift or Ctrl beside what is selected; inside of an unfolded use, it opens that. */
function selectFocused(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.target instanceof Element)) return;
  const id = event.target.getAttribute("data-id");
  if (id === null) return;
  const isEdge = event.target.classList.contains("react-flow__edge");
  if (!isEdge && isInner(id)) return openComponent(id);
  const element = isEdge ? drawnElement({ type: "link", id }) : elementOfFlow(id);
  const more = event.shiftKey || event.ctrlKey || event.metaKey;
  selectKey(elementKey(element.type, element.id), more);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The drawing of one tab. */
export function Canvas({ documentId }: { documentId: string }): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [sceneOf] = useState(createSceneCache);
  const design = useDesign();
  const unfolded = useShownUnfolded();
  // Known before the flow is made, so that the first thing one sees is the whole drawing, in its place.
  useLayoutEffect(() => {
    setSize(element.current?.getBoundingClientRect() ?? null);
  }, []);
  return (
    <div ref={element} className={styles["canvas"]} data-testid="canvas">
      {size !== null && design !== null && (
        <ReactFlowProvider initialWidth={size.width} initialHeight={size.height}>
          <Drawing documentId={documentId} scene={sceneOf(design, unfolded)} size={size} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

interface DrawingProps {
  readonly documentId: string;
  readonly scene: Scene;
  /** Of the canvas, when it was opened. */
  readonly size: Size;
}

function Drawing({ documentId, scene, size }: DrawingProps): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const current = useRef(scene);
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const store = useStoreApi<FlowNode, FlowEdge>();
  useKnownSizes();
  useCentreKept();
  const layered = isLarge(scene);
  const isLayered = useRef(layered);
  useLayoutEffect(() => {
    current.current = scene;
    isLayered.current = layered;
  }, [scene, layered]);
  const mounted = useMounted(scene, layered);
  const dropping = useDropping();
  const { ground, ...gestures } = useGestures(current, isLayered);
  const { menu, onContextMenu } = useContextMenu(ground);
  const placing = useUi((ui) => ui.placing);
  const connectingNow = useUi((ui) => ui.connecting !== null);
  // The drawing is seen before the tools over it.
  const drawn = useDeferredValue(true, false);
  // Only at first: a canvas that was empty must not jump when its first node is placed.
  const [viewport] = useState(() => rememberedViewport(documentId, size) ?? fitted(scene, size));
  useEffect(() => {
    if (element.current !== null)
      setShownCanvas({ flow, element: element.current, scene: () => current.current });
    return () => {
      setShownCanvas(null);
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
      rememberViewport(documentId, to, store.getState());
    },
    [documentId, store],
  );
  return (
    <div
      ref={element}
      className={styles["drawing"]}
      data-placing={placing !== null}
      data-layered={layered}
      data-connecting={connectingNow}
      role="presentation"
      onKeyDown={selectFocused}
      onContextMenu={onContextMenu}
      {...gestures}
      {...dropping}
    >
      <Elements
        scene={scene}
        ids={layered ? mounted : null}
        viewport={viewport ?? undefined}
        ground={ground}
        onMoveEnd={moved}
        onPaneClick={clickPane}
      >
        <Grid />
        {layered && <DrawingLayer scene={scene} mounted={mounted} />}
        <MinimapCorner scene={scene} />
        <Guides />
        <LandingCard />
        <SelectionBox />
        <LinkDot ground={ground} />
        <ZoomLevel layered={layered} />
      </Elements>
      {drawn && <CanvasToolbar />}
      <CanvasEmpty />
      <PlacingHint />
      <ConnectionHint ground={ground} />
      <FindBar />
      <PortPicker />
      {menu}
    </div>
  );
}

interface ElementsProps extends Pick<ReactFlowProps, "onMoveEnd" | "onPaneClick" | "children"> {
  readonly scene: Scene;
  readonly ids: ReadonlySet<string> | null;
  /** Where the view is at first. */
  readonly viewport: Viewport | undefined;
  readonly ground: Ground;
}

/** What of the drawing is elements of the page. Of its own, since it alone is rendered at each move of a drag. */
function Elements(props: ElementsProps): ReactElement {
  const { scene, ids, viewport, ground, children, ...handlers } = props;
  const drawing = useFlow(scene, ids);
  const connecting = useConnecting(ground);
  const readOnly = useReadOnly();
  const ports = useUi((ui) => portLabelsShown(ui.panels, scene.links.size));
  return (
    <PortLabels value={ports}>
      <ReactFlow<FlowNode, FlowEdge>
        {...drawing}
        {...connecting}
        {...handlers}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        connectionMode={ConnectionMode.Loose}
        connectOnClick={false}
        connectionRadius={16}
        nodesConnectable={!readOnly}
        // See use-gestures.ts.
        nodesDraggable={false}
        elementsSelectable={false}
        selectionKeyCode={null}
        deleteKeyCode={null}
        disableKeyboardA11y
        panOnDrag={PAN_BUTTONS}
        panActivationKeyCode="Space"
        zoomOnDoubleClick={false}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect
        proOptions={PRO}
        defaultViewport={viewport}
      >
        {children}
      </ReactFlow>
    </PortLabels>
  );
}
