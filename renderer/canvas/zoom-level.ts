import { create } from "zustand";

/** How much of a node and a link can be read at the present zoom. */
export type ZoomDetail = "light" | "usual" | "labels";

/** Below the first nothing small can be read, from the second on labels of links can. */
export const LIGHT_BELOW = 0.4;
export const LABELS_FROM = 0.7;

export function detailAt(zoom: number): ZoomDetail {
  if (zoom < LIGHT_BELOW) return "light";
  return zoom < LABELS_FROM ? "usual" : "labels";
}

/**
 * The detail of the canvas. A store of its own, which changes at two points of the zoom: were every node to
 * listen to the flow's, each would be asked at every step of a pan.
 */
export const useZoomDetail = create<{ readonly detail: ZoomDetail }>()(() => ({
  detail: "labels",
}));
