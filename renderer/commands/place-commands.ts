import { paletteKinds } from "../../shared/kinds/index.ts";
import type { Point } from "../canvas/geometry.ts";
import { middleOfView } from "../canvas/viewport.ts";
import { activeDocument, edit } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { useRecents } from "../store/recents.ts";
import type { Placing } from "../store/ui.ts";
import type { Command } from "./command.ts";
import { editable } from "./editing.ts";
import { freePlace, newNode } from "./placing.ts";

/** Puts a new node with its middle at a point of the drawing and selects it. */
export function placeAt(placing: Placing, middle: Point): void {
  const document = activeDocument();
  if (document === null) return;
  const id = newId("n");
  edit(
    `Place ${placing.title}`,
    [{ type: "put-node", id, node: newNode(document.design, placing, middle) }],
    { select: new Set([elementKey("node", id)]) },
  );
  useRecents.getState().used(placing);
}

/** Puts a new node into the middle of the view, beside what stands there already. */
export function placeInView(placing: Placing): void {
  const document = activeDocument();
  if (document !== null) placeAt(placing, freePlace(document.design, middleOfView()));
}

/** One command per kind, so that Ctrl-K places things too. */
export function placeCommands(): readonly Command[] {
  return paletteKinds().map((kind) => ({
    id: `place.${kind.id}`,
    title: `Place ${kind.title.toLowerCase()}`,
    section: "Place",
    words: kind.words,
    enabled: editable,
    run: () => {
      placeInView({ kind: kind.id, title: kind.title, properties: {} });
    },
  }));
}
