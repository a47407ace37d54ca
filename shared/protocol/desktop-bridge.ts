import type { Result } from "../base/result.ts";
import type { KeptVersion } from "../design/versions.ts";

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
  /** What tells this file from every other; a real path on the desktop. */
  readonly path: string;
  readonly text: string;
  /** Its bytes are no text: `text` is what could be made of them, and must never be saved over the file. */
  readonly damaged?: true;
  /** Of an archive, whose lab `text` is: its other texts, and the names of what is no text. */
  readonly beside?: readonly { readonly name: string; readonly text: string }[];
  readonly unread?: readonly string[];
  /** What was supposed of another program's file whose bytes do not say it. */
  readonly encoding?: string;
  /** Of a file that this window learned by it; see FileChange. */
  readonly moment?: number;
}

/** An open file is now something else than this window last read or wrote; null: it is gone. */
export interface FileChange {
  readonly path: string;
  readonly file: OpenedFile | null;
  /**
   * Counts what was read and written: a change belongs to the last of it with this number or a lower one. Answers
   * and messages pass each other on the way to the window, so their order says nothing of what came first.
   */
  readonly moment: number;
}

/** Where a file was written, and when in the sense of FileChange. */
export interface SavedFile {
  readonly path: string;
  readonly moment: number;
}

export interface SaveFileRequest {
  readonly path: string | null;
  readonly suggestedName: string;
  readonly text: string;
  readonly choose?: boolean | undefined;
  /** A damaged file: refused should the user choose it. */
  readonly protect?: string | undefined;
}

/** A file of another sort than designs: a picture, a document. */
export interface ExportRequest {
  readonly suggestedName: string;
  /** For the dialog: `PNG picture`. */
  readonly title: string;
  /** Without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly data: Uint8Array;
}

/** A picture to be printed: SVG of that size in CSS pixels. */
export interface PrintedSheet {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
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
  /** Opens a file that was dropped onto the window; given the page's `File`. */
  openDropped(file: object): Promise<Result<OpenedFile>>;
  /** The window shows the file no more: its changes need not be told. */
  closeFile(path: string): Promise<void>;
  /**
   * Atomic. Without a path, or with `choose`, asks for one; null: cancelled. A file that changed since this
   * window read it is `file-changed`: read it again first.
   */
  saveFile(request: SaveFileRequest): Promise<Result<SavedFile | null>>;
  /** Asks where to, and writes it there; null: cancelled. */
  exportFile(request: ExportRequest): Promise<Result<{ path: string } | null>>;
  /** The picture as a PDF of its size; one at a time. */
  printPdf(sheet: PrintedSheet): Promise<Result<Uint8Array>>;
  /** Ends that early: it fails then. */
  stopPrinting(): Promise<void>;
  /** Versions of a file (its path) or of a design without one (`doc:` and its id), in no order. */
  listVersions(file: string): Promise<readonly KeptVersion[]>;
  keepVersion(request: {
    file: string;
    version: KeptVersion;
    data: Uint8Array;
  }): Promise<Result<void>>;
  /** What was kept; null when it is gone. */
  readVersion(request: { file: string; id: string }): Promise<Uint8Array | null>;
  removeVersions(request: { file: string; ids: readonly string[] }): Promise<void>;
  /** All versions of one become the other's: the design got a file. */
  moveVersions(request: { from: string; to: string }): Promise<void>;
  newWindow(): Promise<void>;
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
  /** Files that the app was started with, or why one could not be read: together, since some belong to others. */
  onOpenFiles(listener: (files: readonly Result<OpenedFile>[]) => void): () => void;
  onFileChange(listener: (change: FileChange) => void): () => void;
}
