import { useReactFlow, useStoreApi } from "@xyflow/react";
import {
  useMemo,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  type TouchEvent,
} from "react";
import { runCommand } from "../commands/command.ts";
import { commandOf } from "../commands/index.ts";
import { openComponent } from "../components/operations.ts";
import { activeDocument, edit, isReadOnly, select } from "../store/documents.ts";
import { NOTHING_SELECTED, type Selection } from "../store/elements.ts";
import { useUi } from "../store/ui.ts";
import { autoPan } from "./auto-pan.ts";
import { dragEdits } from "./drag.ts";
import { boxTo, endDragging } from "./dragging.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import type { Box, Point } from "./geometry.ts";
import { selectionIn, type Hit } from "./layer/hit.ts";
import { boxOfView } from "./layer/picture.ts";
import { drawLink, LINK_DOT } from "./link-drawing.ts";
import {
  carry,
  heldUnder,
  hitUnder,
  isLocked,
  keyOfHit,
  loadOf,
  selectHit,
  type Ground,
  type Load,
} from "./press.ts";
import type { NodeItem, Scene, SceneItem } from "./scene.ts";
import { usePressed } from "./settled-selection.ts";
import { followFinger, followTap, hasMoved } from "./touch.ts";
import { fitTo } from "./viewport.ts";
import { LIGHT_BELOW } from "./zoom-level.ts";

/** A press becomes a drag only when it has moved so far, in pixels. */
const DRAGS_FROM = 3;
/** These see to fingers themselves. */
const OWN_TOUCH = ".react-flow__handle, .react-flow__resize-control";
/** These see to the pointer themselves. */
const OWN_POINTER = `${OWN_TOUCH}, textarea, input`;
/** A press on these selects what they belong to, and that is all. */
const NOT_DRAGGED = "button, .nodrag";

interface Gestures {
  onPointerDown(event: PointerEvent): void;
  onTouchStartCapture(event: TouchEvent): void;
  onDoubleClick(event: MouseEvent): void;
}

/**
 * Selecting, dragging and boxing, the same for elements of the page and for what is only painted. The flow's
 * own gestures know elements alone, and look through all of them at each move.
 */
export function useGestures(
  scene: RefObject<Scene>,
  layered: RefObject<boolean>,
): Gestures & { readonly ground: Ground } {
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const store = useStoreApi();
  return useMemo(() => {
    const ground: Ground = {
      flow,
      scene: () => scene.current,
      layered: () => layered.current,
    };
    return {
      ground,
      onPointerDown: (event) => {
        press(ground, store, event);
      },
      onTouchStartCapture: (event) => {
        touch(ground, event);
      },
      onDoubleClick: ({ target, clientX: x, clientY: y }) => {
        if (!(target instanceof Element) || target.closest(OWN_POINTER) !== null) return;
        const hit = hitUnder(ground, target, { x, y });
        if (hit !== null && target.closest(NOT_DRAGGED) === null) open(hit, target);
      },
    };
  }, [flow, store, scene, layered]);
}

/** The main thing to do with what was double-clicked; a note that is an element sees to itself. */
function open(hit: Hit, target: Element): void {
  if (hit.type === "link") {
    runCommand(commandOf("edit.rename"));
    return;
  }
  const { item } = hit;
  if ("inside" in item && item.inside !== undefined) openComponent(item.id);
  else if (item.type === "component" || item.type === "unfolded") {
    // A use is opened; what is no use, or holds nothing that is known, is renamed.
    if (!runCommand(commandOf("component.open"))) runCommand(commandOf("edit.rename"));
  } else if (item.type === "frame") runCommand(commandOf("edit.collapse"));
  else if (target.closest(".react-flow__node") === null) fitTo([item.id]);
}

type Store = ReturnType<typeof useStoreApi>;

function press(ground: Ground, store: Store, event: PointerEvent): void {
  const { target } = event;
  if (event.button !== 0 || !event.isPrimary || !(target instanceof Element)) return;
  const pane = target.closest(".react-flow__pane");
  // While Space is held the flow pans, which it says by this class.
  if (pane === null || pane.classList.contains("draggable")) return;
  if (target.closest(OWN_POINTER) !== null || useUi.getState().placing !== null) return;
  const start = { x: event.clientX, y: event.clientY };
  const linked = linkedFrom(ground, target, event);
  if (linked !== null) {
    drawLink(ground, store, linked);
    return;
  }
  const hit = heldUnder(ground, target, start);
  const more = event.ctrlKey || event.metaKey || event.shiftKey;
  const known = hit !== null && activeDocument()?.selection.has(keyOfHit(hit)) === true;
  if (hit !== null && !known && !more) selectHit(hit, false);
  if (target.closest(NOT_DRAGGED) !== null) return;
  const finger = event.pointerType === "touch" ? target : null;
  if (finger !== null && hit === null)
    followTap(target, start, () => {
      selectHit(null, more);
    });
  else follow(ground, store, { start, hit, more, finger });
}

/** Keeps from the flow, which would move the view by it, one finger that drags a card or draws a link. */
function touch(ground: Ground, event: TouchEvent): void {
  const { target, touches } = event;
  const finger = touches.item(0);
  const document = activeDocument();
  if (!(target instanceof Element) || touches.length !== 1 || document === null) return;
  if (target.closest(".react-flow__pane") === null || isReadOnly(document)) return;
  // Ports and corners begin their own drags by this very event, and keep the view still themselves.
  if (target.closest(OWN_TOUCH) !== null) return;
  const hit = heldUnder(ground, target, { x: finger.clientX, y: finger.clientY });
  const drags = hit?.type === "item" && !isLocked(hit.item);
  if (drags || target.closest(LINK_DOT) !== null) event.stopPropagation();
}

/** The node that a link is drawn from by this press: the one whose dot it is, or with Alt any. */
function linkedFrom(ground: Ground, target: Element, event: PointerEvent): NodeItem | null {
  const document = activeDocument();
  if (document === null || isReadOnly(document)) return null;
  const dot = target.closest(LINK_DOT)?.getAttribute("data-link-from");
  if (typeof dot === "string") return nodeOf(ground.scene().items.get(dot));
  if (!event.altKey) return null;
  const hit = heldUnder(ground, target, { x: event.clientX, y: event.clientY });
  return hit?.type === "item" ? nodeOf(hit.item) : null;
}

function nodeOf(item: SceneItem | undefined): NodeItem | null {
  return item?.type === "component" || item?.type === "unfolded" ? item : null;
}

interface Press {
  readonly start: Point;
  readonly hit: Hit | null;
  readonly more: boolean;
  /** What is under the finger, where it is one; else null. */
  readonly finger: Element | null;
}

/** From the press to the release, wherever the pointer goes meanwhile. */
function follow(ground: Ground, store: Store, { start, hit, more, finger }: Press): void {
  const from = ground.flow.screenToFlowPosition(start);
  const ending = new AbortController();
  const { signal } = ending;
  let drag: ((to: Point) => void) | null = null;
  const pan = autoPan(store, (at) => drag?.(ground.flow.screenToFlowPosition(at)));
  const move = (event: globalThis.PointerEvent): void => {
    const { clientX: x, clientY: y } = event;
    const isStill =
      finger === null ? Math.hypot(x - start.x, y - start.y) < DRAGS_FROM : !hasMoved(start, event);
    if (drag === null && isStill) return;
    drag ??= begun(ground, store, { start: from, hit, more });
    drag(ground.flow.screenToFlowPosition({ x, y }));
    pan.towards({ x, y });
  };
  usePressed.setState({ pressed: true });
  const stop = (): void => {
    ending.abort();
    pan.stop();
    usePressed.setState({ pressed: false });
  };
  const end = (): void => {
    stop();
    if (drag !== null) drop(ground);
    else selectHit(hit, more);
  };
  if (finger !== null) {
    const onOther = (): void => {
      stop();
      endDragging();
    };
    followFinger({ target: finger, start, signal, onOther });
  }
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", end, { signal });
  window.addEventListener("pointercancel", end, { signal });
}

/** What the moves of a drag do; `start` is in the drawing's coordinates. */
function begun(
  ground: Ground,
  store: Store,
  { start, hit, more }: Omit<Press, "finger">,
): (to: Point) => void {
  if (hit === null) {
    const before = more ? (activeDocument()?.selection ?? NOTHING_SELECTED) : NOTHING_SELECTED;
    return (to) => {
      const box = boxBetween(start, to);
      // Where all is painted the layer knows by itself what lies in the box.
      const painted = ground.layered() && ground.flow.getZoom() < LIGHT_BELOW;
      boxTo({ box, before, selection: painted ? before : boxed(ground, box, before) });
    };
  }
  const load = loadFor(ground, store, hit, more);
  return (to) => {
    if (load !== null) carry(load, { x: to.x - start.x, y: to.y - start.y });
  };
}

function boxed(ground: Ground, box: Box, before: Selection): Selection {
  const inside = selectionIn(ground.scene(), box);
  return before.size === 0 ? inside : new Set([...before, ...inside]);
}

function loadFor(ground: Ground, store: Store, hit: Hit, more: boolean): Load | null {
  const document = activeDocument();
  if (hit.type === "link" || document === null || isReadOnly(document)) return null;
  const key = keyOfHit(hit);
  const before = activeDocument()?.selection ?? NOTHING_SELECTED;
  if (more && !before.has(key)) select(new Set([...before, key]));
  const selection = activeDocument()?.selection ?? NOTHING_SELECTED;
  const { transform, width, height } = store.getState();
  const [x, y, zoom] = transform;
  return loadOf(ground.scene(), hit.item, selection, boxOfView({ x, y, zoom, width, height }));
}

function drop(ground: Ground): void {
  const { moving, boxing } = endDragging();
  const document = activeDocument();
  if (boxing !== null) select(boxed(ground, boxing.box, boxing.before));
  if (document !== null && moving.ids.size > 0) edit("Move", dragEdits(document.design, moving));
}

function boxBetween(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}
