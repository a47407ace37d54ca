import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultDataDirectory } from "../node/data-directory.ts";
import { spawnDaemon } from "../node/spawn-daemon.ts";
import { faultSentence } from "../../shared/base/fault.ts";
import { hasDisplay } from "./runtime.mjs";
import { say } from "./terminal.mjs";

/** @typedef {import("../node/spawn-daemon.ts").SpawnedDaemon} SpawnedDaemon */

/**
 * Runs a bundled daemon and opens its page in the browser, until Ctrl-C.
 * @param {string} entry the daemon's main file
 */
export async function serveBrowser(entry) {
  const daemon = await startBundled(entry, []);
  await showAddress(daemon, daemon.url);
}

/**
 * Starts a bundled daemon that ends with this process; ends the process when that fails.
 * @param {string} entry
 * @param {readonly string[]} origins pages that may connect besides the daemon's own
 * @returns {Promise<SpawnedDaemon>}
 */
export async function startBundled(entry, origins) {
  const daemon = await atLastPort((parameters) => spawnDaemon({ entry, parameters, origins }));
  if (!daemon.ok) {
    say(faultSentence(daemon.error));
    process.exit(1);
  }
  let asked = false;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.on(signal, () => {
      asked = true;
      void daemon.value.stop();
    });
  daemon.value.process.once("exit", () => {
    if (!asked) say("The daemon has ended. Nothing is lost: start it again, and it goes on.");
    process.exit(asked ? 0 : 1);
  });
  return daemon.value;
}

/**
 * A browser keeps drafts and settings by the page's address, so each start takes the port of the one before
 * when it is free. The first port is chosen by the system.
 * @param {(parameters: readonly string[]) => ReturnType<typeof spawnDaemon>} start
 */
async function atLastPort(start) {
  const file = join(defaultDataDirectory(), "browser-port");
  const last = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  const again = /^\d+$/.test(last) ? await start(["--listen", `127.0.0.1:${last}`]) : null;
  const inUse = again?.ok === false && again.error.code === "port-in-use";
  const daemon = again === null || inUse ? await start([]) : again;
  if (daemon.ok && !inUse) writeFileSync(file, new URL(daemon.value.url).port);
  return daemon;
}

/**
 * Prints the page's address with a login code, and opens it where that is possible.
 * @param {SpawnedDaemon} daemon
 * @param {string} page
 */
export async function showAddress({ url, secret }, page) {
  // In the fragment, which no server and no log ever sees.
  const address = async () => `${new URL("/", page).href}#code=${await loginCode(url, secret)}`;
  const first = await address();
  say(`Labwright is at ${first}`);
  say("The code in it works once, within 30 s; press Enter for a new one, Ctrl-C to end.");
  open(first);
  process.stdin.on("data", () => void address().then(say));
}

/**
 * @param {string} url
 * @param {string} secret
 */
async function loginCode(url, secret) {
  const response = await fetch(new URL("/code", url), {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
  });
  const { code } = /** @type {{ code: string }} */ (await response.json());
  return code;
}

/** @param {string} address */
function open(address) {
  if (!hasDisplay()) return;
  const [command, ...parameters] =
    process.platform === "win32"
      ? ["cmd", "/c", "start", "", address]
      : [process.platform === "darwin" ? "open" : "xdg-open", address];
  const child = spawn(command ?? "", parameters, { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
