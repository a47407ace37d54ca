import { getViewportForBounds, type ReactFlowInstance, type Viewport } from "@xyflow/react";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { panelOpen, useUi } from "../store/ui.ts";
import { around, overlap, type Box, type Point } from "./geometry.ts";
import type { Scene } from "./scene.ts";

type Flow = ReactFlowInstance<FlowNode, FlowEdge>;

interface ShownCanvas {
  readonly flow: Flow;
  readonly element: HTMLElement;
  readonly scene: () => Scene;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

// Commands outside of React steer the one canvas that is shown; each tab keeps where it was looked at.
let shown: ShownCanvas | null = null;
const remembered = new Map<string, { readonly viewport: Viewport; readonly size: Size }>();

/** Called by the canvas when it is mounted (and with null when it goes). */
export function setShownCanvas(canvas: ShownCanvas | null): void {
  shown = canvas;
}

/** Called when the view has moved, with the canvas's size in pixels. */
export function rememberViewport(document: string, viewport: Viewport, size: Size): void {
  remembered.set(document, { viewport, size });
}

/** Where a tab was looked at, in a canvas of this size. */
export function rememberedViewport(document: string, size: Size): Viewport | undefined {
  const known = remembered.get(document);
  return known && recentred(known.viewport, known.size, size);
}

/** The view with the same middle in a canvas of another size; by whole pixels, so that there and back is nothing. */
export function recentred({ x, y, zoom }: Viewport, from: Size, to: Size): Viewport {
  const by = (before: number, after: number): number =>
    Math.round(after / 2) - Math.round(before / 2);
  return { x: x + by(from.width, to.width), y: y + by(from.height, to.height), zoom };
}

/** The middle of what the canvas shows, in the drawing's coordinates. */
export function middleOfView(): Point {
  if (shown === null) return { x: 0, y: 0 };
  const { left, top, width, height } = shown.element.getBoundingClientRect();
  return shown.flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
}

/** The point of the drawing at a place on the screen; null where that is not the canvas. */
export function pointOnCanvas({ x, y }: Point): Point | null {
  const under = document.elementFromPoint(x, y);
  return shown?.element.contains(under) === true ? shown.flow.screenToFlowPosition({ x, y }) : null;
}

/** How many links the canvas shows. */
export function linksShown(): number {
  return shown?.scene().links.size ?? 0;
}

/** The frames of the uses that are shown with what they hold. */
export function unfoldedBoxes(): readonly Box[] {
  const items = shown === null ? [] : [...shown.scene().items.values()];
  return items.filter(({ type }) => type === "unfolded").map(({ box }) => box);
}

/** The middle of the canvas on the screen. */
export function middleOnScreen(): Point {
  if (shown === null) return { x: window.innerWidth / 2, y: window.innerHeight / 2 };
  const { left, top, width, height } = shown.element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** What the canvas shows, in the drawing's coordinates; null where there is no canvas. */
export function shownArea(): Box | null {
  if (shown === null) return null;
  const { left, top, right, bottom } = shown.element.getBoundingClientRect();
  const from = shown.flow.screenToFlowPosition({ x: left, y: top }, { snapToGrid: false });
  const to = shown.flow.screenToFlowPosition({ x: right, y: bottom }, { snapToGrid: false });
  return { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y };
}

/** How far one can zoom. At the least, ten thousand nodes are in view as a whole. */
export const ZOOM = { least: 0.01, most: 3 } as const;

/** What is fitted stays clear of the tools above. */
const PADDING = { top: "76px", bottom: "32px", x: "48px" } as const;
/** In the lower right corner, in pixels; see Minimap.module.css. */
export const MINIMAP = { width: 128, height: 84, margin: 15 } as const;
/** And of the minimap, if something would lie under it: there it could neither be seen nor reached. */
const ABOVE_MINIMAP = {
  ...PADDING,
  bottom: `${MINIMAP.height + 2 * MINIMAP.margin}px`,
} as const;

/** The viewport that shows all of a scene, or the given items of it; null where there is nothing to show. */
export function fitted(scene: Scene, size: Size, ids?: readonly string[]): Viewport | null {
  const items =
    ids === undefined ? [...scene.items.values()] : ids.flatMap((id) => scene.items.get(id) ?? []);
  const boxes = items.map(({ box }) => box);
  const bounds = around(boxes);
  if (bounds === null) return null;
  const within = (padding: typeof PADDING | typeof ABOVE_MINIMAP): Viewport =>
    getViewportForBounds(bounds, size.width, size.height, ZOOM.least, 1, padding);
  const whole = within(PADDING);
  if (!panelOpen(useUi.getState().panels, "minimap")) return whole;
  const corner = minimapOver(whole, size);
  return boxes.some((box) => overlap(box, corner)) ? within(ABOVE_MINIMAP) : whole;
}

/** What the minimap hides of the drawing. */
function minimapOver({ x, y, zoom }: Viewport, { width, height }: Size): Box {
  const [right, bottom] = [width - MINIMAP.margin, height - MINIMAP.margin];
  return {
    x: (right - MINIMAP.width - x) / zoom,
    y: (bottom - MINIMAP.height - y) / zoom,
    width: MINIMAP.width / zoom,
    height: MINIMAP.height / zoom,
  };
}

/** Shows everything, or the given flow nodes. */
export function fitTo(ids?: readonly string[]): void {
  if (shown === null) return;
  const viewport = fitted(shown.scene(), shown.element.getBoundingClientRect(), ids);
  if (viewport !== null) void shown.flow.setViewport(viewport, { duration: 200 });
}

/** Moves the view just so far that a box is seen; the zoom stays. */
export function bringIntoView(box: Box): void {
  const area = shownArea();
  if (shown === null || area === null) return;
  const { x, y, zoom } = shown.flow.getViewport();
  const by = {
    x: missing(box.x, box.width, area.x, area.width),
    y: missing(box.y, box.height, area.y, area.height),
  };
  if (by.x === 0 && by.y === 0) return;
  void shown.flow.setViewport({ x: x - by.x * zoom, y: y - by.y * zoom, zoom }, { duration: 120 });
}

/** How far a view must move to hold a stretch, with some room; nothing where it holds it already. */
function missing(start: number, length: number, from: number, size: number): number {
  if (start < from) return start - ROOM - from;
  return Math.max(0, start + length + ROOM - (from + size));
}

const ROOM = 24;

export function zoomBy(step: "in" | "out" | "actual"): void {
  if (step === "in") void shown?.flow.zoomIn({ duration: 120 });
  else if (step === "out") void shown?.flow.zoomOut({ duration: 120 });
  else if (shown !== null) {
    const viewport = actualSize(shown.flow.getViewport(), shown.element.getBoundingClientRect());
    void shown.flow.setViewport(viewport, { duration: 120 });
  }
}

/** A view about the same middle at actual size, on whole pixels: there letters, lines and dots are sharp. */
export function actualSize({ x, y, zoom }: Viewport, { width, height }: Size): Viewport {
  const about = (from: number, middle: number): number =>
    Math.round(middle - (middle - from) / zoom);
  return { x: about(x, width / 2), y: about(y, height / 2), zoom: 1 };
}

/** Moves the view by pixels of the screen: what dragging with the middle button does, and the minimap. */
export function panBy(x: number, y: number): void {
  if (shown === null) return;
  const viewport = shown.flow.getViewport();
  void shown.flow.setViewport({ ...viewport, x: viewport.x - x, y: viewport.y - y });
}
