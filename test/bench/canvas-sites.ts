import { chromium, type Browser, type Page } from "@playwright/test";
import { join } from "node:path";
import { build as bundle, preview } from "vite";
import { build } from "../../electron/launch/build.mjs";
import { spawnDaemon } from "../../electron/node/spawn-daemon.ts";
import { faultSentence } from "../../shared/base/fault.ts";
import { settle } from "./canvas-page.ts";

/** From here on nothing is repeated, so that the whole takes less than four minutes. */
const REPEATED_MS = 120_000;

export const CHROMIUM = "/usr/bin/chromium";
/** The browser's window. */
export const VIEW = { width: 1440, height: 900 };

/** What is measured, each served on this computer. */
export interface Sites {
  readonly browser: Browser;
  /** An address of the program itself; each can be used once. */
  labwright(): Promise<string>;
  /** Stock React Flow with the same cards. */
  readonly rival: string;
  /** Whether so much time has passed that nothing is measured again, only what was not measured yet. */
  late(): boolean;
  /** The canvas alone, with an environment whose states change as fast as one wishes. */
  readonly live: string;
  close(): Promise<void>;
}

export async function openSites(folder: string): Promise<Sites> {
  await build(["renderer", "daemon"]);
  const daemon = await spawnDaemon({
    entry: join(import.meta.dirname, "../../dist/daemon/main.js"),
    parameters: ["--data", join(folder, "data")],
  });
  if (!daemon.ok) throw new Error(faultSentence(daemon.error));
  const { url, secret } = daemon.value;
  const rival = await serve("canvas-rival", folder);
  const live = await serve("canvas-live", folder);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      // Stock React Flow with ten thousand cards needs more than the usual.
      "--js-flags=--max-old-space-size=4096",
    ],
  });
  const start = performance.now();
  return {
    browser,
    late: () => performance.now() - start > REPEATED_MS,
    rival: rival.address,
    live: live.address,
    async labwright() {
      const headers = { authorization: `Bearer ${secret}` };
      const response = await fetch(new URL("/code", url), { method: "POST", headers });
      const { code } = (await response.json()) as { code: string };
      return `${url}/#code=${code}`;
    },
    async close() {
      await browser.close();
      await rival.close();
      await live.close();
      await daemon.value.stop();
    },
  };
}

async function serve(name: string, folder: string) {
  const root = join(import.meta.dirname, name);
  const outDir = join(folder, name);
  await bundle({
    root,
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true, target: "chrome130" },
  });
  const server = await preview({
    root,
    configFile: false,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0 },
  });
  return { address: server.resolvedUrls?.local[0] ?? "", close: () => server.close() };
}

/** Until the window is there, and has nothing more to do. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole("status").filter({ hasText: "Lab connected" }).waitFor();
  await settle(page);
}

/** A page of its own, gone afterwards. */
export async function visit<T>(
  browser: Browser,
  address: string,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: VIEW });
  const page = await context.newPage();
  await page.goto(address);
  const result = await use(page);
  await context.close();
  return result;
}
