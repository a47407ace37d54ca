import { chromium, type Browser, type Page } from "@playwright/test";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inClone } from "./paths.ts";

/** Debian's user for what needs no rights: `nobody`. */
const NOBODY = 65_534;

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
  mkdirSync(home);
  const root = process.getuid?.() === 0;
  if (root) chownSync(home, NOBODY, NOBODY);
  chmodSync(folder, 0o755);
  const child = spawn(executable, ["--remote-debugging-port=0", `--user-data-dir=${home}/user`], {
    cwd: home,
    env: {
      ...process.env,
      HOME: home,
      LABWRIGHT_DATA: join(home, "data"),
      LABWRIGHT_DATABASE: database,
      XAUTHORITY: xauthority(home),
    },
    ...(root && { uid: NOBODY, gid: NOBODY }),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const browser = await chromium.connectOverCDP(await debuggerAddress(child));
  const page = await firstPage(browser);
  return {
    page,
    processes: () => processesOf(child.pid ?? 0),
    async close() {
      const gone = once(child, "exit");
      await browser.close();
      // Asked kindly it would ask back about unsaved work.
      child.kill("SIGKILL");
      await gone;
    },
  };
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

function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    // Read to the end: a full pipe stops the app, a closed one ends it.
    child.stderr?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const [, address] = /DevTools listening on (ws:\S+)/.exec(text) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", () => reject(new Error(`The packaged app did not start:\n${text}`)));
  });
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("The packaged app has no context.");
  return context.pages()[0] ?? context.waitForEvent("page");
}

function processesOf(ancestor: number): readonly { command: string; seccomp: string }[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const field = (name: string): string =>
          new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(status)?.[1] ?? "";
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return [{ pid, parent: field("PPid"), seccomp: field("Seccomp"), command }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
  const family = new Set([String(ancestor)]);
  // Parents may stand after their children: look until nobody new turns up.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}
