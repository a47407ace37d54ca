import { readDesign } from "../../shared/design/read.ts";
import { graft } from "../../shared/design/graft.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { fileState, setFileState } from "../files/file-states.ts";
import { settleFile } from "../files/watch.ts";
import { host } from "../host/index.ts";
import { editDesign, findDocument, isDirty, markOutdated, markSaved } from "../store/documents.ts";
import { inFileTurn } from "./file-turns.ts";
import { say, sayFault } from "./notify.ts";
import { keepVersionOf } from "./versions.ts";

/** Takes over what is in the file now, as one step that undo takes back. */
export function reloadFile(id: string): Promise<void> {
  return inFileTurn(id, () => takeFile(id));
}

async function takeFile(id: string): Promise<void> {
  const file = await readAgain(id);
  if (file === null) return;
  const read = readDesign(file.text);
  if (!read.ok) {
    sayFault({ ...read.error, where: file.path });
    return;
  }
  const before = findDocument(id);
  if (before !== null && isDirty(before)) await keepVersionOf(id, "elsewhere");
  const document = findDocument(id);
  if (document === null) return;
  const design = graft(document.design, read.value);
  editDesign(id, "Reload file", design, { despiteLock: true });
  markSaved(id, file.path, findDocument(id)?.design ?? design);
  settleFile(id, file);
  await keepVersionOf(id, "opened");
  say("Reloaded. Undo brings back what was here.");
}

/** Goes on with what is in the tab; the next save writes over what the file has now. */
export function keepMine(id: string): Promise<void> {
  return inFileTurn(id, () => keepTab(id));
}

async function keepTab(id: string): Promise<void> {
  const file = await readAgain(id);
  if (file === null) {
    setFileState(id, { change: null });
    return;
  }
  const read = readDesign(file.text);
  const mine = findDocument(id)?.design;
  markOutdated(id, read.ok && mine !== undefined ? graft(mine, read.value) : null);
  settleFile(id, file);
}

/** The file as it is at this moment, which the host thereby knows as read. */
async function readAgain(id: string): Promise<OpenedFile | null> {
  const told = fileState(id).change?.file ?? null;
  const path = findDocument(id)?.path ?? null;
  if (path === null || !host().keepsPaths) return told;
  const read = await host().openRecent(path);
  return read.ok ? read.value : told;
}
