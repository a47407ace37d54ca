import { say } from "../commands/notify.ts";
import { fitTo } from "../canvas/viewport.ts";
import { activeDocument, edit, openDocument } from "../store/documents.ts";
import { parseKey } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { showView } from "../store/ui.ts";
import { nextLab, type ReadLab } from "./importing.ts";
import { insertion } from "./insert.ts";

/** In a tab of its own; no file has it yet. */
export function openLab({ imported }: ReadLab): void {
  nextLab();
  openDocument(imported.design);
  showView("design");
}

/** Beside everything in the shown design, selected; one step of undo. */
export function insertLab({ imported, name }: ReadLab): void {
  const document = activeDocument();
  if (document === null) return;
  nextLab();
  const { edits, selection } = insertion(imported.design, document.design, newId);
  edit(`Import ${name}`, edits, { select: selection });
  showView("design");
  say(`${Object.keys(imported.design.nodes).length} nodes were put beside what was there.`, name);
  const nodes = [...selection].map(parseKey).filter(({ type }) => type === "node");
  // The canvas draws them first.
  requestAnimationFrame(() => {
    fitTo(nodes.map(({ id }) => id));
  });
}
