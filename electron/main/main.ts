import "./before-ready.ts";
import { app, dialog, type BrowserWindow } from "electron";
import { join } from "node:path";
import { faultSentence } from "../../shared/base/fault.ts";
import { filesIn } from "./arguments.ts";
import { keepDaemon } from "./daemon.ts";
import { openDrafts } from "./drafts.ts";
import { createFiles } from "./files.ts";
import { openGateway } from "./gateway.ts";
import { guardEverything } from "./guards.ts";
import { setMenu } from "./menu.ts";
import { servePage } from "./page-protocol.ts";
import { openSettings } from "./settings.ts";
import { desktopVerbs } from "./verbs.ts";
import { openWindow } from "./window.ts";

// The boot list of the desktop app: read it from top to bottom.

const DIST = join(app.getAppPath(), "dist");
/** The bundled daemon's port changes with each of its starts, and loopback is all that it listens on. */
const SOCKET_ORIGINS = ["ws://127.0.0.1:*"];

let window: BrowserWindow | null = null;
let unsaved = false;

if (!app.requestSingleInstanceLock()) app.quit();
else boot().catch(giveUp);

async function boot(): Promise<void> {
  await app.whenReady();
  guardEverything();
  await servePage(join(DIST, "renderer"), () => SOCKET_ORIGINS);

  const data = app.getPath("userData");
  const settings = openSettings(data);
  const drafts = openDrafts(join(data, "drafts"), () => Date.now());
  const files = createFiles(settings, () => window);
  const daemon = keepDaemon({
    entry: join(DIST, "daemon/main.js"),
    logFile: join(data, "daemon.log"),
    onChange: (running) => send("daemonChange", running),
    onTrouble: (sentence) => say("The daemon does not start", sentence),
  });
  openGateway(desktopVerbs({ files, drafts, settings, daemon, setDocumentState }));
  setMenu(
    (command) => send("menuCommand", command),
    () => void daemon.restart(),
  );

  const openGiven = async (path: string): Promise<void> => {
    const opened = await files.openGiven(path);
    if (opened.ok) send("openFile", opened.value);
    else say("The file was not opened", faultSentence(opened.error));
  };
  const show = (paths: readonly string[]): void => {
    window ??= createWindow(settings);
    if (window.isMinimized()) window.restore();
    window.focus();
    for (const path of paths) void whenLoaded(window).then(() => openGiven(path));
  };
  app.on("second-instance", (_event, argv, folder) => show(filesIn(argv, folder)));
  app.on("open-file", (event, path) => {
    event.preventDefault();
    show([path]);
  });
  app.on("activate", () => show([]));
  app.on("window-all-closed", () => app.quit());
  endWith(() => daemon.stop());
  show(filesIn(process.argv, process.cwd()));
}

/** A start that fails must not leave a program without a window. */
function giveUp(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  dialog.showErrorBox("Labwright could not start", detail);
  app.exit(1);
}

function createWindow(settings: ReturnType<typeof openSettings>): BrowserWindow {
  const opened = openWindow({
    preload: join(DIST, "preload/preload.cjs"),
    settings,
    isUnsaved: () => unsaved,
  });
  opened.on("closed", () => (window = null));
  // A page that dies comes back by itself; its drafts are on disk.
  opened.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason !== "clean-exit") opened.reload();
  });
  return opened;
}

/** Waits for the daemon to put its things away before the app ends. */
function endWith(stop: () => Promise<void>): void {
  let stopped = false;
  app.on("will-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    void stop().finally(() => {
      stopped = true;
      // Not within the event: a quit that is still being refused swallows this one.
      setImmediate(() => app.quit());
    });
  });
}

function setDocumentState(state: { title: string; unsaved: boolean }): void {
  unsaved = state.unsaved;
  window?.setTitle(state.title === "" ? "Labwright" : `${state.title} – Labwright`);
  window?.setDocumentEdited(state.unsaved);
}

function say(title: string, detail: string): void {
  const options = { type: "warning" as const, message: title, detail };
  void (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}

function send(message: string, value: unknown): void {
  window?.webContents.send(`labwright:${message}`, value);
}

function whenLoaded({ webContents }: BrowserWindow): Promise<void> {
  if (!webContents.isLoading()) return Promise.resolve();
  return new Promise((resolve) => webContents.once("did-finish-load", () => resolve()));
}
