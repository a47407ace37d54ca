import { BrowserWindow, dialog, screen, type Rectangle } from "electron";
import { ORIGIN } from "./origin.ts";
import type { Settings } from "./settings.ts";

const SMALLEST = { width: 900, height: 600 };

export interface WindowOptions {
  readonly preload: string;
  readonly settings: Settings;
  /** The window that it stands beside, a step further; left out, where the last one was. */
  readonly beside?: Rectangle;
  /** Asked when the user closes it: is something unsaved? */
  readonly isUnsaved: () => boolean;
}

/** The window, shown when its first picture is ready, where it was the last time. */
export function openWindow({ preload, settings, beside, isUnsaved }: WindowOptions): BrowserWindow {
  const { bounds, maximized } = settings.windowState();
  const window = new BrowserWindow({
    ...visibleBounds(beside === undefined ? bounds : steppedFrom(beside)),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: "Labwright",
    backgroundColor: "#1a1b1e",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (maximized && beside === undefined) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", (event) => {
    if (isUnsaved() && !mayClose(window)) event.preventDefault();
    else settings.keepWindowState(window.getNormalBounds(), window.isMaximized());
  });
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

const STEP = 32;

function steppedFrom({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x + STEP, y: y + STEP, width, height };
}

/** The stored place, unless the screen it was on has gone. */
function visibleBounds(bounds: Rectangle | null): Partial<Rectangle> {
  if (bounds === null) return { width: 1440, height: 900 };
  const area = screen.getDisplayMatching(bounds).workArea;
  const visible =
    bounds.x < area.x + area.width &&
    bounds.x + bounds.width > area.x &&
    bounds.y < area.y + area.height &&
    bounds.y + bounds.height > area.y;
  return visible ? bounds : { width: bounds.width, height: bounds.height };
}

function mayClose(window: BrowserWindow): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: "question",
    message: "Close without saving?",
    detail: "Unsaved work is kept as a draft and offered at the next start.",
    buttons: ["Close", "Keep open"],
    defaultId: 1,
    cancelId: 1,
  });
  return answer === 0;
}
