import type { DragEvent, MouseEvent, PointerEvent } from "react";
import { placeInView } from "../../commands/place-commands.ts";
import { useReadOnly } from "../../store/selectors.ts";
import { startPlacing, useUi, type Placing } from "../../store/ui.ts";
import { endPaletteDrag, startPaletteDrag } from "./dragging.ts";
import { dragByFinger } from "./finger.ts";

interface Placeable {
  readonly "aria-pressed": boolean;
  readonly disabled: boolean;
  readonly draggable: boolean;
  onClick(event: MouseEvent): void;
  onDoubleClick(): void;
  onPointerDown(event: PointerEvent): void;
  onDragStart(event: DragEvent): void;
  onDragEnd(): void;
}

/** What makes a button of the palette placeable: by click, double click, keyboard, dragging and by finger. */
export function usePlaceable(item: Placing): Placeable {
  const readOnly = useReadOnly();
  const { kind, title, properties } = item;
  const armed = useUi(({ placing }) => placing?.title === title && placing.kind === kind);
  const placing: Placing = { kind, title, properties };
  return {
    "aria-pressed": armed,
    disabled: readOnly,
    draggable: !readOnly,
    onClick: ({ detail }) => {
      // A click by keyboard has no pointer to place with, a table has no places: into the middle of the view.
      if (detail === 0 || useUi.getState().surface === "table") placeInView(placing);
      else startPlacing(armed ? null : placing);
    },
    onDoubleClick: () => {
      startPlacing(null);
      placeInView(placing);
    },
    onPointerDown: (event) => {
      if (event.pointerType === "touch" && event.isPrimary && !readOnly)
        dragByFinger(placing, { x: event.clientX, y: event.clientY });
    },
    onDragStart: ({ dataTransfer }) => {
      dataTransfer.setData("text/plain", title);
      dataTransfer.effectAllowed = "copy";
      startPaletteDrag(placing);
    },
    onDragEnd: endPaletteDrag,
  };
}
