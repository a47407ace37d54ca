import { ok, type Result } from "../../shared/base/result.ts";
import { placeUse } from "../../shared/components/place-use.ts";
import type { Design } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { isUse, readUse, usedVersion } from "../../shared/design/use.ts";
import { paletteKinds } from "../../shared/kinds/index.ts";
import { nodeBox, NODE_SIZE, type Point } from "../canvas/geometry.ts";
import { useLibrary } from "../components/library.ts";
import { bringIntoView, middleOfView, unfoldedBoxes } from "../canvas/viewport.ts";
import { activeDocument, edit } from "../store/documents.ts";
import { elementKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { useRecents } from "../store/recents.ts";
import type { Placing } from "../store/ui.ts";
import type { Command } from "./command.ts";
import { editable } from "./editing.ts";
import { sayFault } from "./notify.ts";
import { freePlace, newNode } from "./placing.ts";

/** Puts a new node with its middle at a point of the drawing and selects it. */
export function placeAt(placing: Placing, middle: Point): void {
  const document = activeDocument();
  if (document === null) return;
  const id = newId("n");
  const edits = placingEdits(document.design, placing, id, middle);
  if (!edits.ok) return sayFault(edits.error);
  edit(`Place ${placing.title}`, edits.value, { select: new Set([elementKey("node", id)]) });
  useRecents.getState().used(placing);
}

/** A use brings along the versions that the design does not carry yet. */
function placingEdits(
  design: Design,
  placing: Placing,
  id: string,
  middle: Point,
): Result<readonly DesignEdit[]> {
  const node = newNode(design, placing, middle);
  const { versions } = useLibrary.getState();
  const use = isUse(node) ? readUse(node) : undefined;
  const version = use && usedVersion({ ...design.components, ...versions }, use);
  if (version === undefined) return ok([{ type: "put-node", id, node }]);
  const { position, group } = node;
  return placeUse(design, version, versions, { id, position, group });
}

/** Puts a new node into the middle of the view, beside what stands there already. */
export function placeInView(placing: Placing): void {
  const document = activeDocument();
  if (document === null) return;
  const { x, y } = freePlace(document.design, middleOfView(), { more: unfoldedBoxes() });
  placeAt(placing, { x, y });
  bringIntoView(nodeBox({ x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 }));
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
