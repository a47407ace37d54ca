import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "@playwright/test";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { faultSentence } from "../../../shared/base/fault.ts";
import { spawnDaemon, type SpawnedDaemon } from "../../../electron/node/spawn-daemon.ts";
import type { Labwright } from "./labwright.ts";
import { inClone } from "./paths.ts";

/** Labwright as `npm start` without a display runs it: a bundled daemon and its page in Chromium. */
export async function openInBrowser(
  browser: Browser,
  data: string,
  options: BrowserContextOptions = {},
): Promise<Labwright> {
  const daemon = await startDaemon(data);
  return inContext(await newContext(browser, options), daemon, data, () => daemon.stop());
}

/** A daemon whose windows change nothing in it, so that one after the other may have it. */
export interface SharedDaemon {
  /** Its page in a Chromium context of its own. */
  open(browser: Browser): Promise<Labwright>;
  stop(): Promise<void>;
}

export async function shareDaemon(data: string): Promise<SharedDaemon> {
  const daemon = await startDaemon(data);
  return {
    open: async (browser) => inContext(await newContext(browser), daemon, data, async () => {}),
    stop: () => daemon.stop(),
  };
}

async function newContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  // What still moves is pressed beside, and what fades in has less contrast until it is there.
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  // Their dialogs cannot be driven; without them the page downloads and uploads, as in Firefox.
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, "showSaveFilePicker");
    Reflect.deleteProperty(window, "showOpenFilePicker");
  });
  // Playwright takes over a page's file choosers while somebody listens, and does not wait until that is so: listened
  // for only when one is to come, it may open as a dialog of the browser that nobody answers.
  context.on("page", (page) => page.on("filechooser", () => {}));
  return context;
}

async function startDaemon(data: string): Promise<SpawnedDaemon> {
  await mkdir(data, { recursive: true });
  const daemon = await spawnDaemon({
    entry: inClone("dist/daemon/main.js"),
    parameters: ["--data", data],
    logFile: logIn(data),
  });
  if (!daemon.ok) throw new Error(faultSentence(daemon.error));
  return daemon.value;
}

function logIn(data: string): string {
  return join(data, "daemon.log");
}

async function inContext(
  context: BrowserContext,
  daemon: SpawnedDaemon,
  data: string,
  leave: () => Promise<void>,
): Promise<Labwright> {
  let page = await openPage(context, daemon);
  return {
    get page() {
      return page;
    },
    data,
    log: logIn(data),
    saveAs: (folder) => download(page, folder),
    async saveTo(file, act) {
      const downloading = page.waitForEvent("download");
      await act();
      await (await downloading).saveAs(file);
      return file;
    },
    async open(file) {
      const chooser = page.waitForEvent("filechooser");
      await page.keyboard.press("ControlOrMeta+o");
      await (await chooser).setFiles(file);
    },
    async crash() {
      await page.close({ runBeforeUnload: false });
      page = await openPage(context, daemon);
    },
    endDaemon: () => daemon.stop(),
    hangDaemon() {
      daemon.process.kill("SIGSTOP");
      return Promise.resolve(() => void daemon.process.kill("SIGCONT"));
    },
    async close() {
      await context.close();
      await leave();
    },
  };
}

async function openPage(context: BrowserContext, daemon: SpawnedDaemon): Promise<Page> {
  const page = await context.newPage();
  await page.goto(await addressOf(daemon));
  // It reads its settings before it shows anything or listens to keys.
  await page.getByRole("main").waitFor();
  return page;
}

async function download(page: Page, folder: string): Promise<string> {
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+Shift+s");
  const saved = await downloading;
  const file = join(folder, saved.suggestedFilename());
  await saved.saveAs(file);
  return file;
}

async function addressOf({ url, secret }: SpawnedDaemon): Promise<string> {
  const response = await fetch(new URL("/code", url), {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(response.status).toBe(200);
  const { code } = (await response.json()) as { code: string };
  return `${url}/#code=${code}`;
}
