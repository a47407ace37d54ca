import type { WebContents } from "electron";

/** How long a page may take from its address to its document; doubled each time, for a machine that is slow. */
const FIRST_WAIT_MS = 20_000;

/** What this needs of a page. */
export type StartingPage = Pick<WebContents, "on" | "forcefullyCrashRenderer">;

/**
 * Ends a page's process when it stops for ever at its start; the window then loads it anew. Seen with Electron 33
 * about once in a hundred starts on a busy machine: the process waits inside `exposeInMainWorld` of the preload
 * script, answers no debugger, and uses no processor. The window would stay empty until the user closes it.
 */
export function endFrozenStart(page: StartingPage): void {
  let wait = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  page.on("did-navigate", () => {
    stop();
    timer = setTimeout(() => {
      wait *= 2;
      page.forcefullyCrashRenderer();
    }, wait);
  });
  page.on("dom-ready", stop);
  page.on("destroyed", stop);
}
