import type { useStoreApi } from "@xyflow/react";
import { create } from "zustand";
import { useUi } from "../store/ui.ts";
import { autoPan } from "./auto-pan.ts";
import { centre, NODE_SIZE, type Point } from "./geometry.ts";
import { nodeAt } from "./layer/hit.ts";
import type { Ground } from "./press.ts";
import type { NodeItem } from "./scene.ts";
import { endConnecting } from "./use-connecting.ts";
import { LIGHT_BELOW } from "./zoom-level.ts";

interface LinkDrawing {
  /** The card under the pointer, where cards are too small to show their ports. */
  readonly hovered: NodeItem | null;
  /** The link that is being drawn from such a card; the flow draws those that begin at a port. */
  readonly line: { readonly from: Point; readonly to: Point } | null;
}

const RESTING: LinkDrawing = { hovered: null, line: null };

export const useLinkDrawing = create<LinkDrawing>()(() => RESTING);

/** Smaller cards have no room for a dot, which would lie on their neighbours. Alt and a drag link them, too. */
const DOT_FROM = 40 / NODE_SIZE.width;

/** Whether cards show a dot to draw links from, since they are too small for their ports. */
export function showsDots(zoom: number): boolean {
  return zoom >= DOT_FROM && zoom < LIGHT_BELOW;
}

/** The dot, see LinkDot.tsx. */
export const LINK_DOT = "[data-link-from]";

/** Follows the pointer over small cards; called at each of its moves. */
export function hover(ground: Ground, { target, clientX: x, clientY: y }: MouseEvent): void {
  // On the dot itself it stays.
  if (!(target instanceof Element) || target.closest(LINK_DOT) !== null) return;
  const { hovered, line } = useLinkDrawing.getState();
  const zoom = ground.flow.getZoom();
  const onCanvas = target.closest(".react-flow__pane") !== null;
  const looking = onCanvas && showsDots(zoom) && line === null;
  const at = ground.flow.screenToFlowPosition({ x, y });
  const found = looking ? nodeAt(ground.scene(), at, zoom) : null;
  // A part of a use is linked by the use.
  const card = found?.inside === undefined ? found : null;
  if (card !== hovered) useLinkDrawing.setState({ hovered: card });
}

/** Draws a link from a card, whichever port is free, to where the pointer is released. */
export function drawLink(
  ground: Ground,
  store: ReturnType<typeof useStoreApi>,
  { id, box }: NodeItem,
): void {
  const ending = new AbortController();
  const { signal } = ending;
  const from = centre(box);
  const follow = (at: Point): void => {
    const to = ground.flow.screenToFlowPosition(at);
    useLinkDrawing.setState({ hovered: null, line: { from, to } });
  };
  const pan = autoPan(store, follow);
  const move = ({ clientX: x, clientY: y }: globalThis.PointerEvent): void => {
    follow({ x, y });
    pan.towards({ x, y });
  };
  const stop = (): void => {
    ending.abort();
    pan.stop();
    useLinkDrawing.setState(RESTING);
  };
  useUi.setState({ connecting: { node: id, port: null } });
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener(
    "pointerup",
    (event) => {
      stop();
      endConnecting(ground, event);
    },
    { signal },
  );
  window.addEventListener(
    "pointercancel",
    () => {
      stop();
      useUi.setState({ connecting: null });
    },
    { signal },
  );
}
