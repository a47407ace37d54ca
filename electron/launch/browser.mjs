import { spawn } from "node:child_process";
import { spawnDaemon } from "../node/spawn-daemon.ts";
import { faultSentence } from "../../shared/base/fault.ts";
import { hasDisplay } from "./runtime.mjs";
import { say } from "./terminal.mjs";

/**
 * Runs a bundled daemon and opens its page in the browser until Ctrl-C.
 * @param {string} entry the daemon's main file
 * @param {string} [page] where the page is served when not by the daemon itself (npm run dev)
 */
export async function serveBrowser(entry, page) {
  const origins = page === undefined ? [] : [new URL(page).origin];
  const daemon = await spawnDaemon({ entry, parameters: [], origins });
  if (!daemon.ok) {
    say(faultSentence(daemon.error));
    process.exitCode = 1;
    return;
  }
  const { url, secret } = daemon.value;
  const address = await addressWithCode(url, secret);
  say(`Labwright is at ${address}`);
  say("The code in it works once, within 30 s; press Enter for a new one, Ctrl-C to end.");
  open(address);
  process.stdin.on("data", () => void addressWithCode(url, secret).then(say));
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.on(signal, () => void daemon.value.stop());
  daemon.value.process.once("exit", () => process.exit());
}

/**
 * @param {string} url
 * @param {string} secret
 */
async function addressWithCode(url, secret) {
  const response = await fetch(new URL("/code", url), {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
  });
  const { code } = /** @type {{ code: string }} */ (await response.json());
  // In the fragment, which no server and no log ever sees.
  return `${new URL("/", url).href}#code=${code}`;
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
