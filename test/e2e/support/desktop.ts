import { _electron, errors, expect, type ElectronApplication, type Page } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BEFORE_READY } from "../../../electron/launch/desktop.mjs";
import { electronBinary } from "../../../electron/launch/runtime.mjs";
import type { Labwright } from "./labwright.ts";
import { inClone } from "./paths.ts";

export interface DesktopOptions {
  readonly data: string;
  /** Electron's own folder: settings, drafts. */
  readonly user: string;
  readonly environment: NodeJS.ProcessEnv;
  /** A packaged app's executable; left out, the clone's build by the development Electron. */
  readonly executable?: string;
  readonly parameters?: readonly string[];
}

/** Labwright as the desktop app, with its daemon in a utility process. */
export async function openDesktop(options: DesktopOptions): Promise<Labwright> {
  return labwrightOf(await launch(options), options);
}

/** One that was launched already, for tests that look at its main process besides. */
export async function labwrightOf(
  first: ElectronApplication,
  options: DesktopOptions,
): Promise<Labwright> {
  let app = first;
  let page = await firstPage(app);
  return {
    get page() {
      return page;
    },
    data: options.data,
    log: join(options.user, "daemon.log"),
    async saveAs(folder) {
      const file = join(folder, "saved.labwright");
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, file);
      await page.keyboard.press("ControlOrMeta+Shift+s");
      return file;
    },
    async saveTo(file, act) {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, file);
      await act();
      await expect.poll(() => existsSync(file)).toBe(true);
      return file;
    },
    async open(file) {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
      }, file);
      await page.keyboard.press("ControlOrMeta+o");
    },
    async crash() {
      const child = app.process();
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      app = await launch(options);
      page = await firstPage(app);
    },
    endDaemon: () => killDaemon(app),
    async hangDaemon() {
      const daemon = await daemonOf(app);
      process.kill(daemon, "SIGSTOP");
      return () => void process.kill(daemon, "SIGCONT");
    },
    close: () => quit(app),
  };
}

/** The first window, when it listens: before it shows anything it reads its settings. */
async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.getByRole("main").waitFor();
  return page;
}

/** Ends its daemon as a crash does. */
export async function killDaemon(app: ElectronApplication): Promise<void> {
  process.kill(await daemonOf(app), "SIGKILL");
}

async function daemonOf(app: ElectronApplication): Promise<number> {
  const daemon = await app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find(({ name }) => name === "Labwright daemon")?.pid,
  );
  if (daemon === undefined) throw new Error("The app has no daemon.");
  return daemon;
}

/** More than a start takes on a busy machine. */
const ATTACHING = 25_000;
/** More than the first page takes; less than after what the app itself starts again, which Playwright cannot follow. */
const ANSWERING = 15_000;

/**
 * Starts the desktop app; for tests that look at its main process. On a busy machine about one start in a hundred
 * has a page that never answers: electron/main/watch-start.ts says why, and starts the app again for a user.
 * Playwright itself loses a window that goes from empty to its page while it attaches (microsoft/playwright#17765,
 * #29386). In both cases, once, the app is started again, and it is said.
 */
export async function launch(options: DesktopOptions): Promise<ElectronApplication> {
  const app = await start(options).catch(whenLost);
  if (app !== null && (await isHeard(app))) return withoutMotion(app);
  console.log("The app's first page did not answer; the app is started again.");
  app?.process().kill("SIGKILL");
  return withoutMotion(await start(options));
}

/** As in the browser; of its contexts' options Electron has none. */
async function withoutMotion(app: ElectronApplication): Promise<ElectronApplication> {
  const still = (page: Page): Promise<void> => page.emulateMedia({ reducedMotion: "reduce" });
  // A window that is closed at once needs nothing.
  app.on("window", (page) => void still(page).catch(() => undefined));
  await still(await app.firstWindow());
  return app;
}

/** Nothing for a start that Playwright waited for in vain; everything else is a failure. */
function whenLost(error: unknown): null {
  if (error instanceof errors.TimeoutError) return null;
  throw error;
}

async function isHeard(app: ElectronApplication): Promise<boolean> {
  const asked = app.firstWindow().then((page) => page.evaluate(() => true));
  // When the app is killed later, this fails with nobody listening; a start that crashes still fails the race.
  asked.catch(() => undefined);
  return Promise.race([asked, delay(ANSWERING, false)]);
}

async function start(options: DesktopOptions): Promise<ElectronApplication> {
  return _electron.launch({ ...commandOf(options), timeout: ATTACHING });
}

interface Command {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

function commandOf(options: DesktopOptions): Command {
  const { executable, parameters = [], user, data, environment } = options;
  // Root has no sandbox to give; what the app asks for is asserted on its own.
  const switches = ["--no-sandbox", `--user-data-dir=${user}`, ...parameters];
  const app = executable === undefined ? ["--require", BEFORE_READY, inClone(".")] : [];
  return {
    executablePath: executable ?? electronBinary() ?? "electron",
    args: [...app, ...switches],
    env: { ...stringsOf(process.env), LABWRIGHT_DATA: data, ...stringsOf(environment) },
  };
}

/** Starts the app while it runs already: this one hands its files on to the first, and ends. */
export async function startAgain(options: DesktopOptions): Promise<void> {
  const { executablePath, args, env } = commandOf(options);
  const again = spawn(executablePath, args, { env, stdio: "ignore" });
  const [code] = (await once(again, "exit")) as [number | null];
  if (code !== 0) throw new Error(`The second start ended with ${code}.`);
}

/** Closes it as the user would who does not want to save. */
export async function quit(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBoxSync = () => 0;
  });
  await app.close();
}

function stringsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
