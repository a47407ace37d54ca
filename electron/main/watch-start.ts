import type { WebContents } from "electron";

/** How long the first page may take from its address to its document, on a slow machine with much else to do. */
const LONGEST_START_MS = 20_000;

/** What this needs of a page. */
export type StartingPage = Pick<WebContents, "once">;

/**
 * Watches the app's first page until its document is there.
 *
 * On a busy machine Chromium's graphics process may end before it is connected. Nobody notices that (seen with
 * Electron 33 on Linux, in one of fifty to a hundred starts), every page waits for it for ever, one loaded anew, too,
 * and the app has no window. Only another start helps.
 * @param onFrozen called once, when the page's document does not come
 */
export function watchStart(page: StartingPage, onFrozen: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  page.once("did-navigate", () => {
    timer = setTimeout(onFrozen, LONGEST_START_MS);
  });
  page.once("dom-ready", stop);
  page.once("destroyed", stop);
}
