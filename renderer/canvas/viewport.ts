import type { ReactFlowInstance, Viewport } from "@xyflow/react";
import type { FlowEdge, FlowNode } from "./flow.ts";
import type { Point } from "./geometry.ts";

type Flow = ReactFlowInstance<FlowNode, FlowEdge>;

// Commands outside of React steer the one canvas that is shown; each tab keeps where it was looked at.
let shown: { readonly flow: Flow; readonly element: HTMLElement } | null = null;
const remembered = new Map<string, Viewport>();

/** Called by the canvas when it is mounted (and with null when it goes). */
export function setShownFlow(flow: Flow | null, element: HTMLElement | null): void {
  shown = flow === null || element === null ? null : { flow, element };
}

export function rememberViewport(document: string, viewport: Viewport): void {
  remembered.set(document, viewport);
}

export function rememberedViewport(document: string): Viewport | undefined {
  return remembered.get(document);
}

/** The middle of what the canvas shows, in the drawing's coordinates. */
export function middleOfView(): Point {
  if (shown === null) return { x: 0, y: 0 };
  const { left, top, width, height } = shown.element.getBoundingClientRect();
  return shown.flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
}

/** What is fitted stays clear of the tools above. */
export const FIT = {
  padding: { top: "76px", bottom: "32px", x: "48px" },
  maxZoom: 1,
} as const;
const MOVING = { ...FIT, duration: 200 } as const;

/** Shows everything, or the given flow nodes. */
export function fitTo(ids?: readonly string[]): void {
  void shown?.flow.fitView({
    ...MOVING,
    ...(ids !== undefined && { nodes: ids.map((id) => ({ id })) }),
  });
}

export function zoomBy(step: "in" | "out" | "actual"): void {
  if (step === "in") void shown?.flow.zoomIn({ duration: 120 });
  else if (step === "out") void shown?.flow.zoomOut({ duration: 120 });
  else void shown?.flow.zoomTo(1, { duration: 120 });
}
