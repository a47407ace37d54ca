import type { DesktopBridge } from "../../shared/protocol/desktop-bridge.ts";

/**
 * What the page needs of whatever it runs in: files, drafts, settings. The same verbs in the desktop app
 * (by the preload's bridge) and in a plain browser. The way to the daemon is renderer/live's.
 */
export type Host = Pick<
  DesktopBridge,
  | "openFile"
  | "openRecent"
  | "saveFile"
  | "saveDraft"
  | "discardDraft"
  | "recoverDrafts"
  | "settings"
  | "changeSettings"
  | "setDocumentState"
  | "onMenuCommand"
  | "onOpenFile"
> & {
  /** True where a path leads back to the file later: saving needs no new question, recents can be opened. */
  readonly keepsPaths: boolean;
};
