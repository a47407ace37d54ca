import { browserFiles, type BrowserFiles, type Channel } from "./browser-files.ts";
import { browserHost } from "./browser.ts";
import { desktopHost } from "./desktop.ts";
import { fileIdentities } from "./file-identities.ts";
import { browserPickers } from "./file-pickers.ts";
import type { Host } from "./host.ts";
import { browserShelf } from "./storage.ts";

let found: Host | null = null;

/** How often a browser is asked whether another program changed an open file; only while it is looked at. */
const LOOK_EVERY_MS = 2000;

/** What the page runs in, decided once: the desktop app, else a browser. */
export function host(): Host {
  found ??= window.labwright === undefined ? hostOfBrowser() : desktopHost(window.labwright);
  return found;
}

function hostOfBrowser(): Host {
  const shelf = browserShelf();
  const pickers = browserPickers(window);
  const identities = fileIdentities(shelf);
  const files = browserFiles({ pickers, identities, channel: channelToOtherTabs() });
  keepLooking(files);
  const now = (): string => new Date().toISOString();
  return browserHost({ files, keepsPaths: pickers.writes, shelf, now });
}

function channelToOtherTabs(): Channel {
  const channel = new BroadcastChannel("labwright-files");
  return {
    post: (file) => {
      // Only pages of this origin listen; a channel, unlike a window, takes no target.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      channel.postMessage(file);
    },
    listen: (listener) => {
      channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (isFile(data)) listener(data);
      });
    },
  };
}

/** A tab of another version of this page may say something else. */
function isFile(data: unknown): data is { path: string; text: string } {
  return (
    typeof data === "object" &&
    data !== null &&
    "path" in data &&
    typeof data.path === "string" &&
    "text" in data &&
    typeof data.text === "string"
  );
}

function keepLooking(files: BrowserFiles): void {
  const look = (): void => {
    if (document.visibilityState === "visible") void files.look();
  };
  setInterval(look, LOOK_EVERY_MS);
  window.addEventListener("focus", look);
}
