import type { Fault } from "../../shared/base/fault.ts";
import { emptyDesign, type Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign, refuseSize } from "../../shared/design/read.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { readFile } from "../host/file-input.ts";
import { host } from "../host/index.ts";
import {
  activate,
  activeDocument,
  closeDocument,
  findDocument,
  isDirty,
  markSaved,
  openDocument,
  useDocuments,
} from "../store/documents.ts";
import { freshName } from "../../shared/design/naming.ts";
import { rememberFile } from "../store/settings.ts";
import { showView } from "../store/ui.ts";
import { say, sayFault } from "./notify.ts";

/** A new, empty design in a new tab. */
export function newFile(): void {
  const taken = new Set(useDocuments.getState().documents.map((document) => document.design.name));
  const design = emptyDesign(freshName("design", taken));
  openDocument(design, { saved: design });
  showView("design");
}

/** A copy of a ready design; it has no file until it is saved. */
export function openExample(design: Design): void {
  openDocument(design, { saved: design });
  showView("design");
}

/** Shows the file's design in a tab; a file that is open already is shown, not opened twice. */
export function openText(file: OpenedFile): Fault | null {
  const open = useDocuments.getState().documents.find((document) => document.path === file.path);
  if (open !== undefined && host().keepsPaths) {
    activate(open.id);
    showView("design");
    return null;
  }
  const read = readDesign(file.text);
  if (!read.ok) return { ...read.error, where: read.error.where ?? file.path };
  openDocument(read.value, { path: file.path, saved: read.value });
  if (host().keepsPaths) rememberFile(file.path);
  showView("design");
  return null;
}

export async function openFile(): Promise<void> {
  const picked = await host().openFile();
  if (!picked.ok) sayFault(picked.error);
  else if (picked.value !== null) sayIf(openText(picked.value));
}

export async function openRecent(path: string): Promise<void> {
  const opened = await host().openRecent(path);
  sayIf(opened.ok ? openText(opened.value) : opened.error);
}

/** Opens files that were dropped onto the window. */
export async function openDropped(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const refusal = refuseSize(file.size);
    sayIf(refusal === null ? openText(await readFile(file)) : { ...refusal, where: file.name });
  }
}

function sayIf(fault: Fault | null): void {
  if (fault !== null) sayFault(fault);
}

/** Saves the active tab; asks for a name when it has none or `choose` is set. True when it was saved. */
export async function save(choose: boolean): Promise<boolean> {
  const document = activeDocument();
  if (document === null) return false;
  const { design, id, path } = document;
  const saved = await host().saveFile({
    path,
    suggestedName: `${fileName(design.name)}.labwright.json`,
    text: printDesign(design),
    choose,
  });
  if (!saved.ok) {
    sayFault(saved.error);
    return false;
  }
  if (saved.value === null) return false;
  markSaved(id, saved.value.path, design);
  if (host().keepsPaths) rememberFile(saved.value.path);
  await host().discardDraft(id);
  say(`Saved as ${saved.value.path}.`);
  return true;
}

function fileName(name: string): string {
  const safe = name.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "-").trim();
  return safe === "" ? "design" : safe;
}

/**
 * Closes a tab without a question: work that is in no file stays in its draft, from which the start page
 * brings it back.
 */
export async function closeTab(id: string): Promise<void> {
  const document = findDocument(id);
  if (document === null) return;
  if (isDirty(document)) {
    await keepDraft(id);
    say(
      "Its changes are kept as a draft; the start page brings them back.",
      `${document.design.name} closed`,
    );
  }
  closeDocument(id);
}

/** Writes the tab's draft now. */
export async function keepDraft(id: string): Promise<void> {
  const document = findDocument(id);
  if (document === null || !isDirty(document)) return;
  const { path, design } = document;
  const kept = await host().saveDraft({ id, name: design.name, path, text: printDesign(design) });
  if (!kept.ok) sayFault(kept.error);
}
