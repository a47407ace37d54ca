import type { Fault } from "../../shared/base/fault.ts";
import { ok, type Result } from "../../shared/base/result.ts";
import { emptyDesign, type Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import { salvageDesign, type Loss, type Salvaged } from "../../shared/design/salvage/salvage.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { isStatement } from "../../shared/statements/recognise.ts";
import { showFileDialog } from "../files/dialogs.ts";
import { fileName } from "../files/file-name.ts";
import { historyOf } from "../files/versions.ts";
import { knowText, noteChange, settleFile } from "../files/watch.ts";
import { startImport } from "../formats/importing.ts";
import { asChosen, divide, isForeign, unknownText } from "../formats/recognise.ts";
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
  type OpenDocument,
} from "../store/documents.ts";
import { freshName } from "../../shared/design/naming.ts";
import { forgetFile, rememberFile } from "../store/settings.ts";
import { isNotes } from "../statements/notes-file.ts";
import { openNotes } from "../statements/save-notes.ts";
import { openStatement } from "../statements/statements.ts";
import { showView } from "../store/ui.ts";
import { inFileTurn } from "./file-turns.ts";
import { say, sayFault, sayNotOpened } from "./notify.ts";
import { keepVersionOf } from "./versions.ts";

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
  if (isStatement(file)) {
    openStatement(file);
    return null;
  }
  if (isNotes(file)) {
    void openNotes(file);
    return null;
  }
  if (isForeign(file.text)) {
    startImport([asChosen(file)]);
    return null;
  }
  const open = useDocuments.getState().documents.find((document) => document.path === file.path);
  if (open !== undefined) {
    activate(open.id);
    showView("design");
    // It may say something else by now.
    noteChange({ path: file.path, file, moment: file.moment ?? 0 });
    return null;
  }
  const read = readDesign(file.text);
  const whole = read.ok && file.damaged !== true;
  const salvaged = whole ? null : salvageDesign(file.text);
  if (!read.ok && salvaged === null)
    return unknownText(file) ?? { ...read.error, where: read.error.where ?? file.path };
  const design = salvaged?.design ?? (read.ok ? read.value : emptyDesign(""));
  const losses = whole ? null : lossesOf(file, salvaged);
  knowText(file);
  const id = openDocument(design, { path: file.path, saved: design, losses });
  if (host().keepsPaths) rememberFile(file.path);
  showView("design");
  if (whole) void keepVersionOf(id, "opened", { design, text: file.text });
  else showFileDialog("losses");
  return null;
}

function lossesOf({ damaged, path }: OpenedFile, salvaged: Salvaged | null): readonly Loss[] {
  const garbled: Loss = {
    where: path,
    outcome: "partial",
    detail: "Some of its bytes are no text; they are shown as \uFFFD.",
  };
  return [...(damaged === true ? [garbled] : []), ...(salvaged?.losses ?? [])];
}

export async function openFile(): Promise<void> {
  const picked = await host().openFile();
  if (!picked.ok) openAll([picked]);
  else if (picked.value !== null) openAll([ok(picked.value)]);
}

export async function openRecent(path: string): Promise<void> {
  openAll([await host().openRecent(path)]);
}

/**
 * Opens files that were named, dropped or that the window was started with, in their order; one that does not open
 * stops no other, and of each it is said why.
 */
export function openAll(files: readonly Result<OpenedFile>[]): void {
  const faults = files.flatMap((file) => (file.ok ? [] : [file.error]));
  for (const { code, where } of faults)
    if (code === "file-not-found" && where !== undefined) forgetFile(where);
  const readable = files.flatMap((file) => (file.ok ? [file.value] : []));
  const isOther = (file: OpenedFile): boolean => isStatement(file) || isNotes(file);
  const { toOpen, toImport } = divide(readable.filter((file) => !isOther(file)));
  const refused = [...readable.filter(isOther), ...toOpen].map(openText);
  sayNotOpened([...faults, ...refused.filter((fault) => fault !== null)]);
  startImport(toImport);
}

/** Saves the active tab; asks for a name when it has none or `choose` is set. True when it was saved. */
export async function save(choose: boolean): Promise<boolean> {
  const id = activeDocument()?.id;
  return id === undefined ? false : inFileTurn(id, () => saveTab(id, choose));
}

async function saveTab(tab: string, choose: boolean): Promise<boolean> {
  const document = findDocument(tab);
  if (document === null) return false;
  const { design, id, losses } = document;
  const text = printDesign(design);
  const saved = await host().saveFile({
    ...targetOf(document),
    text,
    choose: choose || losses !== null,
  });
  if (!saved.ok) {
    sayFault(saved.error);
    return false;
  }
  if (saved.value === null) return false;
  const { path } = saved.value;
  const before = historyOf(document);
  markSaved(id, path, design);
  settleFile(id, { ...saved.value, text });
  if (host().keepsPaths) rememberFile(path);
  await host().discardDraft(id);
  if (document.path === null) await host().moveVersions({ from: before, to: path });
  await keepVersionOf(id, "saved", { design, text });
  say(`Saved as ${path}.`);
  return true;
}

/** Where a tab is saved to. A damaged file is never written over: what could be read goes elsewhere. */
function targetOf({ design, losses, path }: OpenDocument): {
  readonly path: string | null;
  readonly suggestedName: string;
  readonly protect?: string;
} {
  const name = fileName(design.name);
  if (losses === null) return { path, suggestedName: `${name}.labwright.json` };
  const suggestedName = `${name} (recovered).labwright.json`;
  return { path: null, suggestedName, ...(path !== null && { protect: path }) };
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
    await keepVersionOf(id, "autosave");
    say(
      "Its changes are kept as a draft; the start page brings them back.",
      `${document.design.name} closed`,
    );
  }
  closeDocument(id);
}

/** Writes the tab's draft now, and now and then a version. */
export async function keepDraft(id: string): Promise<void> {
  const document = findDocument(id);
  if (document === null || !isDirty(document)) return;
  const { path, design } = document;
  const kept = await host().saveDraft({ id, name: design.name, path, text: printDesign(design) });
  if (kept.ok) await keepVersionOf(id, "autosave");
  else sayFault(kept.error);
}
