import { chromium, expect, type Browser, type Page } from "@playwright/test";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, openSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inClone } from "./paths.ts";

/** Debian's user for what needs no rights: `nobody`. */
const NOBODY = 65_534;
/** More than a start takes that the app itself had to begin again. */
const STARTING = 120_000;
/** More than a page takes to answer that is there. */
const ANSWERING = 10_000;

/** Packs the app as `npm run package -- --linux dir` does; its executable. */
export function packApp(folder: string): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      inClone("electron/launch/package.mjs"),
      "--linux",
      "dir",
      `-c.directories.output=${join(folder, "release")}`,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`Packaging failed:\n${stdout}\n${stderr}`);
  return join(folder, "release", "linux-unpacked", "labwright");
}

/** The packaged app, running with its sandbox, as a user who is not root. */
export interface PackagedApp {
  readonly page: Page;
  /** The command lines and seccomp modes of its processes, as the kernel knows them. */
  processes(): readonly { readonly command: string; readonly seccomp: string }[];
  close(): Promise<void>;
}

/**
 * Starts a packaged app. Its fuses refuse a debugger in the main process, so it is driven through the page
 * alone, over Chromium's own protocol.
 */
export async function runPackaged(options: {
  readonly executable: string;
  readonly folder: string;
  readonly database: string;
}): Promise<PackagedApp> {
  const { executable, folder, database } = options;
  const home = join(folder, "home");
  const user = join(home, "user");
  mkdirSync(home);
  const root = process.getuid?.() === 0;
  if (root) chownSync(home, NOBODY, NOBODY);
  chmodSync(folder, 0o755);
  const log = join(folder, "app.log");
  spawn(executable, ["--remote-debugging-port=0", `--user-data-dir=${user}`], {
    cwd: home,
    env: {
      ...process.env,
      HOME: home,
      LABWRIGHT_DATA: join(home, "data"),
      LABWRIGHT_DATABASE: database,
      XAUTHORITY: xauthority(home),
    },
    ...(root && { uid: NOBODY, gid: NOBODY }),
    stdio: ["ignore", "ignore", openSync(log, "w")],
  });
  const end = (): Promise<void> => endAll(user);
  try {
    const { browser, page } = await attach(user);
    return {
      page,
      processes: () => processesOf(user),
      async close() {
        await browser.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw new Error(`The packaged app did not start:\n${readFileSync(log, "utf8")}`, {
      cause: error,
    });
  }
}

/** The display's key, where that user may read it. */
function xauthority(home: string): string | undefined {
  const { XAUTHORITY } = process.env;
  if (XAUTHORITY === undefined) return undefined;
  const copy = join(home, ".Xauthority");
  spawnSync("cp", [XAUTHORITY, copy]);
  if (process.getuid?.() === 0) chownSync(copy, NOBODY, NOBODY);
  return copy;
}

interface Attached {
  readonly browser: Browser;
  readonly page: Page;
}

/**
 * Until its page answers. A debugger that comes before a page's first document may wait for ever, and one of a page
 * that is frozen does; the app itself starts again then, at another address (electron/main/watch-start.ts).
 */
async function attach(user: string): Promise<Attached> {
  let attached: Attached | undefined;
  await expect(async () => {
    attached = await attachOnce(user);
  }).toPass({ timeout: STARTING });
  if (attached === undefined) throw new Error("It did not answer.");
  return attached;
}

async function attachOnce(user: string): Promise<Attached> {
  const [port = "", path = ""] = readFileSync(join(user, "DevToolsActivePort"), "utf8").split("\n");
  const timeout = ANSWERING;
  const browser = await chromium.connectOverCDP(`ws://127.0.0.1:${port}${path}`, { timeout });
  try {
    const [page] = browser.contexts().flatMap((context) => context.pages());
    if (page === undefined) throw new Error("It has no page yet.");
    await page.getByRole("main").waitFor({ timeout });
    return { browser, page };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** A file's text; nothing where there is none. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The app that keeps its data there, and everything that it started. */
function processesOf(user: string): readonly { pid: number; command: string; seccomp: string }[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      const status = read(`/proc/${pid}/status`);
      const field = (name: string): string =>
        new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(status)?.[1] ?? "";
      const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
      return {
        pid: Number(pid),
        parent: Number(field("PPid")),
        seccomp: field("Seccomp"),
        command,
      };
    });
  const family = new Set(
    all.filter(({ command }) => command.includes(`--user-data-dir=${user} `)).map(({ pid }) => pid),
  );
  // Parents may stand after their children: look until nobody new turns up.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** Asked kindly the app would ask back about unsaved work. */
async function endAll(user: string): Promise<void> {
  await expect
    .poll(() => {
      const left = processesOf(user);
      for (const { pid } of left) kill(pid);
      return left.length;
    })
    .toBe(0);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended while we looked.
  }
}
