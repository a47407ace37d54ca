import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo, type DragEvent, type MouseEvent, type PointerEvent } from "react";
import { placeAt } from "../commands/place-commands.ts";
import { draggedItem, endPaletteDrag } from "../panels/palette/dragging.ts";
import { useUi } from "../store/ui.ts";
import { hideLanding, showLanding } from "./landing.ts";

interface Dropping {
  onDragOver(event: DragEvent): void;
  onDragLeave(event: DragEvent): void;
  onDrop(event: DragEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerLeave(): void;
}

/**
 * Shows where what is dragged from the palette, or held by a click on it, would be put, and takes what is
 * dropped; files fall through to the window.
 */
export function useDropping(): Dropping {
  const flow = useReactFlow();
  const placing = useUi((ui) => ui.placing);
  useEffect(() => {
    if (placing === null) hideLanding();
    return hideLanding;
  }, [placing]);
  return useMemo(() => {
    const under = ({ clientX: x, clientY: y }: MouseEvent) => flow.screenToFlowPosition({ x, y });
    return {
      onDragOver: (event) => {
        const item = draggedItem();
        if (item === null) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        showLanding(item, under(event));
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        // It leaves each element it passes over; the canvas is left for what is not in it.
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget))
          hideLanding();
      },
      onDrop: (event) => {
        const item = draggedItem();
        hideLanding();
        if (item === null) return;
        event.preventDefault();
        event.stopPropagation();
        endPaletteDrag();
        placeAt(item, under(event));
      },
      onPointerMove: (event) => {
        const { placing: item } = useUi.getState();
        if (item !== null) showLanding(item, under(event));
      },
      onPointerLeave: hideLanding,
    };
  }, [flow]);
}
