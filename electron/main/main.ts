import "./before-ready.ts";
import { app, dialog, type WebContents } from "electron";
import { join } from "node:path";
import { readTextLeniently } from "../node/text-file.ts";
import { filesIn } from "./arguments.ts";
import { keepDaemon } from "./daemon.ts";
import { openDrafts } from "./drafts.ts";
import { createFiles } from "./files.ts";
import { openGateway } from "./gateway.ts";
import { guardEverything } from "./guards.ts";
import { watchKnownFiles } from "./known-files.ts";
import { setMenu } from "./menu.ts";
import { servePage } from "./page-protocol.ts";
import { createPdfPrinter } from "./print-pdf.ts";
import { openSettings } from "./settings.ts";
import { desktopVerbs } from "./verbs.ts";
import { openVersions } from "./versions.ts";
import { watchStart } from "./watch-start.ts";
import { keepWindows } from "./windows.ts";

// The boot list of the desktop app: read it from top to bottom.

const DIST = join(app.getAppPath(), "dist");
/** The bundled daemon's port changes with each of its starts, and loopback is all that it listens on. */
const SOCKET_ORIGINS = ["ws://127.0.0.1:*"];

if (!app.requestSingleInstanceLock()) app.quit();
else boot().catch(giveUp);

async function boot(): Promise<void> {
  await app.whenReady();
  guardEverything();
  await servePage(join(DIST, "renderer"), () => SOCKET_ORIGINS);

  const data = app.getPath("userData");
  const settings = openSettings(data);
  const drafts = openDrafts(join(data, "drafts"), () => Date.now());
  const versions = openVersions(join(data, "versions"));
  const windows = keepWindows({
    preload: join(DIST, "preload/preload.cjs"),
    settings,
    onClosed: (page) => known.forgetWindow(page),
    onAllClosed: () => app.quit(),
  });
  const known = watchKnownFiles(readTextLeniently, (id, change) => {
    const page = windows.byId(id);
    if (page !== null) windows.send(page, "fileChange", change);
  });
  const files = createFiles({ settings, known, windowOf: (page) => windows.of(page) });
  const daemon = keepDaemon({
    entry: join(DIST, "daemon/main.js"),
    logFile: join(data, "daemon.log"),
    onChange: (running) => windows.sendAll("daemonChange", running),
    onTrouble: (sentence) => windows.say("The daemon does not start", sentence),
  });
  const printer = createPdfPrinter();
  openGateway(desktopVerbs({ files, drafts, versions, settings, daemon, windows, printer }));
  setMenu({
    send: (command) => windows.send(null, "menuCommand", command),
    newWindow: () => void windows.open(),
    restartDaemon: () => void daemon.restart(),
  });

  const openGiven = async (page: WebContents, paths: readonly string[]): Promise<void> => {
    const read = await Promise.all(paths.map((path) => files.openGiven(page, path)));
    windows.send(page, "openFiles", read);
  };
  const show = (paths: readonly string[]): WebContents => {
    const { webContents } = windows.show();
    if (paths.length > 0) void whenLoaded(webContents).then(() => openGiven(webContents, paths));
    return webContents;
  };
  const given = (argv: readonly string[], folder: string): string[] =>
    filesIn(argv, folder, app.getAppPath());
  app.on("second-instance", (_event, argv, folder) => void show(given(argv, folder)));
  app.on("open-file", (event, path) => {
    event.preventDefault();
    show([path]);
  });
  app.on("activate", () => void show([]));
  endWith(() => daemon.stop());
  watchStart(show(given(process.argv, process.cwd())), startAgain);
  void versions.tidy();
}

/** A start that fails must not leave a program without a window. */
function giveUp(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  dialog.showErrorBox("Labwright could not start", detail);
  app.exit(1);
}

/** Without the graphics card, whose process is what did not start; when that does not help, the user is told. */
function startAgain(): void {
  const again = "disable-gpu";
  if (app.commandLine.hasSwitch(again)) {
    giveUp("Its window does not answer. Your designs are safe; please start it again.");
    return;
  }
  app.relaunch({ args: [...process.argv.slice(1), `--${again}`] });
  app.quit();
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

function whenLoaded(page: WebContents): Promise<void> {
  if (!page.isLoading()) return Promise.resolve();
  return new Promise((resolve) => page.once("did-finish-load", () => resolve()));
}
