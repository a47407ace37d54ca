import { dialog, type BrowserWindow, type WebContents } from "electron";
import { openWindow } from "./window.ts";
import type { Settings } from "./settings.ts";

/** What the page says of itself; the title is the whole of it, with the program's name. */
export interface DocumentState {
  readonly title: string;
  readonly unsaved: boolean;
}

/** All windows of the app. */
export interface Windows {
  /** Opens another one. */
  open(): BrowserWindow;
  /** The one that the user looks at, else any, else a new one; it comes to the front. */
  show(): BrowserWindow;
  /** The window of a page. */
  of(page: WebContents): BrowserWindow | null;
  setState(page: WebContents, state: DocumentState): void;
  /** A message to one page, or to the one in front. */
  send(page: WebContents | null, message: string, value: unknown): void;
  /** A message to every page. */
  sendAll(message: string, value: unknown): void;
  byId(id: number): WebContents | null;
  say(title: string, detail: string): void;
}

interface Surroundings {
  readonly preload: string;
  readonly settings: Settings;
  /** Called with the id of a page that is gone. */
  readonly onClosed: (page: number) => void;
  /** Called when none is left; windows that nobody sees do not count. */
  readonly onAllClosed: () => void;
}

export function keepWindows({ preload, settings, onClosed, onAllClosed }: Surroundings): Windows {
  // In the order in which they were looked at, the last one last.
  const windows: BrowserWindow[] = [];
  const states = new Map<number, DocumentState>();
  const front = (): BrowserWindow | null => windows.at(-1) ?? null;
  const of = (page: WebContents): BrowserWindow | null =>
    windows.find(({ webContents }) => webContents === page) ?? null;
  const open = (): BrowserWindow => {
    const beside = front()?.getBounds();
    const window = openWindow({
      preload,
      settings,
      ...(beside !== undefined && { beside }),
      isUnsaved: () => states.get(page)?.unsaved === true,
    });
    const page = window.webContents.id;
    windows.push(window);
    window.on("focus", () => {
      windows.splice(windows.indexOf(window), 1);
      windows.push(window);
    });
    window.on("closed", () => {
      windows.splice(windows.indexOf(window), 1);
      states.delete(page);
      onClosed(page);
      if (windows.length === 0) onAllClosed();
    });
    // A page that dies comes back by itself; its drafts are on disk.
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") window.reload();
    });
    return window;
  };
  return {
    open,
    of,
    show() {
      const window = front() ?? open();
      if (window.isMinimized()) window.restore();
      window.focus();
      return window;
    },
    setState(page, state) {
      states.set(page.id, state);
      const window = of(page);
      window?.setTitle(state.title === "" ? "Labwright" : state.title);
      window?.setDocumentEdited(state.unsaved);
    },
    send(page, message, value) {
      (page ?? front()?.webContents)?.send(`labwright:${message}`, value);
    },
    sendAll(message, value) {
      for (const { webContents } of windows) webContents.send(`labwright:${message}`, value);
    },
    byId: (id) => windows.find(({ webContents }) => webContents.id === id)?.webContents ?? null,
    say(title, detail) {
      const options = { type: "warning" as const, message: title, detail };
      const parent = front();
      void (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
    },
  };
}
