import type { Result } from "../base/result.ts";

/**
 * One connection attempt's way to the daemon: a WebSocket address and a ticket for it, single use, 30 s.
 * The launch secret itself stays in the main process. Open with protocols `labwright.v1` and `ticket.<ticket>`.
 */
export interface DaemonTicket {
  /** `ws://127.0.0.1:<port>/rpc` or a lab's `wss://…/rpc`. */
  readonly url: string;
  readonly ticket: string;
}

export interface OpenedFile {
  readonly path: string;
  readonly text: string;
}

/** A draft that was not saved when the program ended. */
export interface RecoveredDraft {
  readonly id: string;
  readonly name: string;
  /** The file it belongs to, null when it was never saved. */
  readonly path: string | null;
  readonly savedAt: string;
  readonly text: string;
}

export interface DesktopSettings {
  readonly colorScheme: "light" | "dark" | "auto";
  readonly recentFiles: readonly string[];
  /** Widths and open states of panels by name. */
  readonly panels: Readonly<Record<string, number | boolean>>;
}

export type MenuCommand = string;

/**
 * What the desktop offers the page: named verbs, nothing raw. In a plain browser renderer/host offers the
 * same verbs by other means. Main checks the sender and every argument.
 */
export interface DesktopBridge {
  readonly platform: string;
  /** null: cancelled. */
  openFile(): Promise<Result<OpenedFile | null>>;
  /** Only paths from the recent list or a file dropped or given on the command line. */
  openRecent(path: string): Promise<Result<OpenedFile>>;
  /** Atomic. Without a path, or with `choose`, asks for one; null: cancelled. */
  saveFile(request: {
    path: string | null;
    suggestedName: string;
    text: string;
    choose?: boolean;
  }): Promise<Result<{ path: string } | null>>;
  /** Keeps unsaved work across a crash; three generations with checksums. */
  saveDraft(draft: {
    id: string;
    name: string;
    path: string | null;
    text: string;
  }): Promise<Result<void>>;
  discardDraft(id: string): Promise<void>;
  recoverDrafts(): Promise<readonly RecoveredDraft[]>;
  settings(): Promise<DesktopSettings>;
  changeSettings(change: Partial<DesktopSettings>): Promise<DesktopSettings>;
  /** Asked for before each connection attempt; null while the daemon starts or after it failed to. */
  daemonTicket(): Promise<DaemonTicket | null>;
  /** The window's title and whether closing it would lose something. */
  setDocumentState(state: { title: string; unsaved: boolean }): void;
  onMenuCommand(listener: (command: MenuCommand) => void): () => void;
  /** The daemon came up or went away: connect, or wait. */
  onDaemonChange(listener: (running: boolean) => void): () => void;
  onOpenFile(listener: (file: OpenedFile) => void): () => void;
}
