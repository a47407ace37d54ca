import { create } from "zustand";
import { cardAround } from "../commands/placing.ts";
import type { Placing } from "../store/ui.ts";
import type { Point } from "./geometry.ts";

interface Landing {
  readonly item: Placing;
  /** The upper left corner of the card to be, on the grid. */
  readonly place: Point;
}

/** Where what is dragged or held at the pointer would be put; null while it is not over the canvas. */
export const useLanding = create<{ readonly landing: Landing | null }>()(() => ({ landing: null }));

/** Shows it with its middle at a point of the drawing. Moves within one square of the grid change nothing. */
export function showLanding(item: Placing, middle: Point): void {
  const place = cardAround(middle);
  const { landing } = useLanding.getState();
  const same = landing?.item === item && landing.place.x === place.x && landing.place.y === place.y;
  if (!same) useLanding.setState({ landing: { item, place } });
}

export function hideLanding(): void {
  if (useLanding.getState().landing !== null) useLanding.setState({ landing: null });
}
