import { browserHost } from "./browser.ts";
import { desktopHost } from "./desktop.ts";
import { browserFileDialogs } from "./file-dialogs.ts";
import type { Host } from "./host.ts";
import { browserShelf } from "./storage.ts";

let found: Host | null = null;

/** What the page runs in, decided once: the desktop app, else a browser. */
export function host(): Host {
  found ??=
    window.labwright === undefined
      ? browserHost(browserFileDialogs(window), browserShelf(), () => new Date().toISOString())
      : desktopHost(window.labwright);
  return found;
}
