import { say, sayFault } from "../commands/notify.ts";
import { fitTo } from "../canvas/viewport.ts";
import { host } from "../host/index.ts";
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

/** What a file of products holds, as the catalogue of a lab takes it. */
export async function saveItems({ imported, name }: ReadLab): Promise<void> {
  const text = `${JSON.stringify(imported.items, null, 2)}\n`;
  const saved = await host().exportFile({
    suggestedName: `${name.replace(/\..*$/s, "")}.catalogue.json`,
    title: "Catalogue items",
    extension: "json",
    mediaType: "application/json",
    data: new TextEncoder().encode(text),
  });
  if (!saved.ok) sayFault(saved.error);
  else if (saved.value !== null) say(`Saved as ${saved.value.path}.`);
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
