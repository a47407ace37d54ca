import { createHash } from "node:crypto";
import { unwatchFile, watchFile } from "node:fs";
import type { FileChange, OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import type { Result } from "../../shared/base/result.ts";

/** Asking for a file's time is cheap, and works on network drives and through renames, as events do not. */
const ASK_EVERY_MS = 1000;

/** What each window knows of each file that it has open, and who tells it when that is no longer so. */
export interface KnownFiles {
  /**
   * This window read or wrote the file: that is what it knows of it from now on. Whether it still is so is looked
   * at again at once: what happened meanwhile nobody else would tell.
   * @returns the moment, as in FileChange
   */
  learn(window: number, file: OpenedFile): number;
  /** True when the file is as the window knows it, or the window does not know it at all. */
  isAsKnown(window: number, file: OpenedFile): boolean;
  /** Looks at once. */
  look(path: string): Promise<void>;
  forget(window: number, path: string): void;
  forgetWindow(window: number): void;
}

interface Knowledge {
  known: string;
  /** What the window was told last, so that it is told once. */
  told: string;
}

const GONE = "gone";

/**
 * Watches every file that a window has open.
 * @param read reads a file anew
 * @param tell called when a file is no longer what a window knows
 */
export function watchKnownFiles(
  read: (path: string) => Promise<Result<OpenedFile>>,
  tell: (window: number, change: FileChange) => void,
): KnownFiles {
  const files = new Map<string, Map<number, Knowledge>>();
  const looks = new Map<string, Promise<void>>();
  let learned = 0;
  const lookOnce = async (path: string): Promise<void> => {
    const before = learned;
    const found = await read(path);
    // Written or read by a window meanwhile: what was found may be older than that.
    if (learned !== before) return lookOnce(path);
    const missing = !found.ok && found.error.code === "file-not-found";
    // Unreadable for a moment (being replaced, a lock on Windows): the next look will tell.
    if (!found.ok && !missing) return;
    const file = found.ok ? found.value : null;
    const now = file === null ? GONE : stateOf(file);
    for (const [window, knowledge] of files.get(path) ?? []) {
      if (knowledge.told === now) continue;
      knowledge.told = now;
      tell(window, { path, file, moment: learned });
    }
  };
  // In turn: of two looks at once the older could end last, and bring back what is no longer so.
  const look = (path: string): Promise<void> => {
    const lookNow = (): Promise<void> => lookOnce(path);
    const done = (looks.get(path) ?? Promise.resolve()).then(lookNow, lookNow);
    looks.set(path, done);
    return done.finally(() => {
      if (looks.get(path) === done) looks.delete(path);
    });
  };
  const forget = (window: number, path: string): void => {
    const windows = files.get(path);
    windows?.delete(window);
    if (windows?.size !== 0) return;
    files.delete(path);
    unwatchFile(path);
  };
  return {
    learn(window, file) {
      const state = stateOf(file);
      const moment = ++learned;
      let windows = files.get(file.path);
      if (windows === undefined) {
        files.set(file.path, (windows = new Map()));
        watchFile(file.path, { interval: ASK_EVERY_MS, persistent: false }, () => {
          void look(file.path);
        });
      }
      windows.set(window, { known: state, told: state });
      void look(file.path);
      return moment;
    },
    isAsKnown(window, file) {
      const knowledge = files.get(file.path)?.get(window);
      return knowledge === undefined || knowledge.known === stateOf(file);
    },
    look,
    forget,
    forgetWindow(window) {
      for (const path of files.keys()) forget(window, path);
    },
  };
}

function stateOf({ text }: OpenedFile): string {
  return createHash("sha256").update(text).digest("hex");
}
