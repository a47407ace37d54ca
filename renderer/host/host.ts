import type { Result } from "../../shared/base/result.ts";
import type {
  DesktopBridge,
  OpenedFile,
  PrintedSheet,
} from "../../shared/protocol/desktop-bridge.ts";

/**
 * What the page needs of whatever it runs in: files, drafts, versions, settings. The same verbs in the
 * desktop app (by the preload's bridge) and in a plain browser. The way to the daemon is renderer/live's.
 */
export type Host = Omit<
  DesktopBridge,
  "platform" | "daemonTicket" | "onDaemonChange" | "openDropped" | "printPdf" | "stopPrinting"
> & {
  /** True where a path leads back to the file later: saving needs no new question, recents can be opened. */
  readonly keepsPaths: boolean;
  /** The files of a drop. Called while the drop is being handled: afterwards the browser tells nothing of it. */
  openDropped(dropped: DataTransfer): readonly Promise<Result<OpenedFile>>[];
  /** A picture as a PDF, until the signal ends that; null where only the browser's own print dialog makes one. */
  readonly printPdf:
    | ((sheet: PrintedSheet, signal: AbortSignal) => Promise<Result<Uint8Array>>)
    | null;
};
