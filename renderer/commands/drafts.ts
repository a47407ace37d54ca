import { readDesign } from "../../shared/design/read.ts";
import type { OpenedFile, RecoveredDraft } from "../../shared/protocol/desktop-bridge.ts";
import { openEverywhere } from "../files/presence.ts";
import { fileState, setFileState } from "../files/file-states.ts";
import { listVersions } from "../files/versions.ts";
import { knowText } from "../files/watch.ts";
import { digestOf } from "../host/digest.ts";
import { host } from "../host/index.ts";
import { printDesign } from "../../shared/design/print.ts";
import { findDocument, openDocument } from "../store/documents.ts";
import { sayFault } from "./notify.ts";

/** Drafts of work that no window has open now, newest first. */
export async function listDrafts(): Promise<readonly RecoveredDraft[]> {
  const [drafts, open] = await Promise.all([host().recoverDrafts(), openEverywhere()]);
  return drafts
    .filter((draft) => findDocument(draft.id) === null && !open.has(draft.id))
    .toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
}

/** Opens a draft as it was, still unsaved. A damaged one is told of and kept. */
export async function recoverDraft(draft: RecoveredDraft): Promise<boolean> {
  const read = readDesign(draft.text);
  if (!read.ok) {
    sayFault({ ...read.error, where: `draft of ${draft.name}` });
    return false;
  }
  const file = await fileBehind(draft);
  const saved = file === null ? null : readDesign(file.text);
  if (file !== null) knowText(file);
  openDocument(read.value, {
    id: draft.id,
    path: draft.path,
    saved: saved?.ok === true ? saved.value : null,
  });
  // The draft does not know what came into the file after it.
  if (file !== null && (await isNews(file)) && fileState(draft.id).change === null)
    setFileState(draft.id, { change: { path: file.path, file, moment: file.moment ?? 0 } });
  return true;
}

/** The file that the draft changes, as it is now. */
async function fileBehind({ path }: RecoveredDraft): Promise<OpenedFile | null> {
  if (path === null || !host().keepsPaths) return null;
  const opened = await host().openRecent(path);
  return opened.ok ? opened.value : null;
}

/** True when the file says something that this program has neither read nor written. */
async function isNews({ path, text }: OpenedFile): Promise<boolean> {
  const read = readDesign(text);
  if (!read.ok) return true;
  const digest = await digestOf(printDesign(read.value));
  const versions = await listVersions(host(), path);
  return versions.length > 0 && versions.every((version) => version.digest !== digest);
}

export async function throwDraftAway(id: string): Promise<void> {
  await host().discardDraft(id);
}
