import { useReactFlow } from "@xyflow/react";
import type { DragEvent } from "react";
import { placeAt } from "../commands/place-commands.ts";
import { draggedItem, endPaletteDrag } from "../panels/palette/dragging.ts";

interface Dropping {
  onDragOver(event: DragEvent): void;
  onDrop(event: DragEvent): void;
}

/** Takes what is dragged from the palette; files fall through to the window. */
export function useDropping(): Dropping {
  const flow = useReactFlow();
  return {
    onDragOver: (event) => {
      if (draggedItem() === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop: (event) => {
      const item = draggedItem();
      if (item === null) return;
      event.preventDefault();
      event.stopPropagation();
      endPaletteDrag();
      placeAt(item, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    },
  };
}
