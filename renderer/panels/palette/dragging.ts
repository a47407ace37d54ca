import type { Placing } from "../../store/ui.ts";

// A drag's data can only be read when it is dropped; the canvas must know earlier whether it may take it.
let dragged: Placing | null = null;

export function startPaletteDrag(item: Placing): void {
  dragged = item;
}

export function endPaletteDrag(): void {
  dragged = null;
}

/** What is being dragged from the palette; null for anything else, such as a file. */
export function draggedItem(): Placing | null {
  return dragged;
}
