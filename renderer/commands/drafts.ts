import { readDesign } from "../../shared/design/read.ts";
import type { RecoveredDraft } from "../../shared/protocol/desktop-bridge.ts";
import { host } from "../host/index.ts";
import { findDocument, openDocument } from "../store/documents.ts";
import { sayFault } from "./notify.ts";

/** Drafts of work that is not open now, newest first. */
export async function listDrafts(): Promise<readonly RecoveredDraft[]> {
  const drafts = await host().recoverDrafts();
  return drafts
    .filter((draft) => findDocument(draft.id) === null)
    .toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
}

/** Opens a draft as it was, still unsaved. A damaged one is told of and kept. */
export function recoverDraft(draft: RecoveredDraft): boolean {
  const read = readDesign(draft.text);
  if (!read.ok) {
    sayFault({ ...read.error, where: `draft of ${draft.name}` });
    return false;
  }
  openDocument(read.value, { id: draft.id, path: draft.path });
  return true;
}

export async function throwDraftAway(id: string): Promise<void> {
  await host().discardDraft(id);
}
