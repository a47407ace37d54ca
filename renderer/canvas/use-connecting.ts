import type { OnConnectEnd, OnConnectStart } from "@xyflow/react";
import { useCallback } from "react";
import { drawnElement, isInner } from "../../shared/design/element-path.ts";
import type { DesignLink } from "../../shared/design/design.ts";
import { linkVerdict, type LinkVerdict } from "../commands/linking.ts";
import { say } from "../commands/notify.ts";
import { activeDocument, edit } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { catalogue } from "../store/reference.ts";
import { useUi, type Connecting, type Picking } from "../store/ui.ts";

import { nodeAt } from "./layer/hit.ts";
import type { Ground } from "./press.ts";
import { portsEndingAt } from "./unfolded/layout.ts";

interface ConnectingHandlers {
  readonly onConnectStart: OnConnectStart;
  readonly onConnectEnd: OnConnectEnd;
}

/** Drawing a link: from a port to anywhere on another node; the free port there is found for the user. */
export function useConnecting(ground: Ground): ConnectingHandlers {
  const onConnectStart: OnConnectStart = useCallback((_, { nodeId, handleId }) => {
    if (nodeId !== null && handleId !== null)
      useUi.setState({ connecting: { node: nodeId, port: handleId } });
  }, []);
  const onConnectEnd: OnConnectEnd = useCallback(
    (event) => {
      endConnecting(ground, event);
    },
    [ground],
  );
  return { onConnectStart, onConnectEnd };
}

const LINKABLE = ".react-flow__node-component, .react-flow__node-unfolded";

/** The pointer was released: links what it is on, unless Esc came before. */
export function endConnecting(ground: Ground, event: MouseEvent | TouchEvent): void {
  const { connecting } = useUi.getState();
  useUi.setState({ connecting: null });
  const target = nodeUnder(ground, event);
  if (connecting !== null && target !== null) finish(ground, connecting, target, placeToAsk(event));
}

/** What a link may end at. */
export interface LinkTarget {
  /** The node of the drawing. */
  readonly id: string;
  /** The card under the pointer, where that is one of those that an unfolded use shows; else the node itself. */
  readonly card: string;
}

/**
 * The node of the drawing under the pointer, be it an element of the page or painted. The flow itself only knows of ports
 * close by, here a whole node is a target.
 */
export function nodeUnder(ground: Ground, event: MouseEvent | TouchEvent): LinkTarget | null {
  const card = cardUnder(ground, event);
  return card === null ? null : { id: drawnElement({ type: "node", id: card }).id, card };
}

function cardUnder(ground: Ground, event: MouseEvent | TouchEvent): string | null {
  const point = pointOf(event);
  if (point === undefined) return null;
  const { clientX: x, clientY: y } = point;
  const element = document.elementFromPoint(x, y);
  const id = element?.closest(LINKABLE)?.getAttribute("data-id");
  if (id !== null && id !== undefined) return id;
  if (!ground.layered() || element?.closest(".react-flow__pane") === null) return null;
  const at = ground.flow.screenToFlowPosition({ x, y });
  return nodeAt(ground.scene(), at, ground.flow.getZoom())?.id ?? null;
}

function pointOf(event: MouseEvent | TouchEvent): MouseEvent | Touch | undefined {
  return "changedTouches" in event ? event.changedTouches[0] : event;
}

/** Where to ask for the ports of a link: at the pointer, if Shift was held when it was dropped. */
function placeToAsk(event: MouseEvent | TouchEvent): Picking["at"] | null {
  const point = pointOf(event);
  if (point === undefined || !event.shiftKey) return null;
  return { x: point.clientX, y: point.clientY };
}

function finish(
  ground: Ground,
  connecting: Connecting,
  target: LinkTarget,
  at: Picking["at"] | null,
): void {
  if (target.id === connecting.node) return;
  const verdict = verdictAt(ground, connecting, target);
  if (!verdict.ok) {
    say(verdict.reason, "Not linked");
    return;
  }
  if (at === null) putLink(verdict.link);
  else
    useUi.setState({
      picking: { from: connecting.node, fromPort: connecting.port, to: target.id, at },
    });
}

/** Adds a link and selects it. */
export function putLink(link: DesignLink): void {
  const id = newId("l");
  edit("Link", [{ type: "put-link", id, link }], {
    select: new Set([elementKey("link", id)]),
  });
}

/** Whether the link being drawn may end at a node; with `ports`, at one of these. */
function verdictFor(
  connecting: Connecting,
  target: string,
  ports: readonly string[] | null = null,
): LinkVerdict {
  const design = activeDocument()?.design;
  if (design === undefined) return { ok: false, reason: "No design is open." };
  return linkVerdict(design, catalogue(), connecting.node, connecting.port, target, ports);
}

/** Whether the link being drawn may end at what the pointer is on: of an unfolded use, at that card inside. */
export function verdictAt(
  ground: Pick<Ground, "scene">,
  connecting: Connecting,
  { id, card }: LinkTarget,
): LinkVerdict {
  const { items } = ground.scene();
  const [use, inner] = [items.get(id), items.get(card)];
  if (use?.type !== "unfolded" || inner?.type !== "component") return verdictFor(connecting, id);
  const ports = portsEndingAt(id, use.layout, card);
  if (ports.length > 0) return verdictFor(connecting, id, ports);
  const reason = `${inner.node.name} is a part of ${use.node.name}, which exposes no port of it.`;
  return { ok: false, reason };
}

/** How a node looks while a link is being drawn: lit up, or faded when it cannot take it. */
export function useTargetState(id: string): "source" | "valid" | "invalid" | undefined {
  return useUi(({ connecting }) => {
    if (connecting === null || isInner(id)) return undefined;
    if (connecting.node === id) return "source";
    return verdictFor(connecting, id).ok ? "valid" : "invalid";
  });
}
