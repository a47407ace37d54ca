import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT, electronBinary, hasDisplay, nodeBinary } from "./runtime.mjs";

/** Part of the app that must run before Electron is ready, in case that Electron loads the rest late. */
export const BEFORE_READY = join(ROOT, "dist/before-ready/main.cjs");

/** An app that ends with an error within this time never showed a window. */
const STARTING_TIME = 8_000;

/**
 * Why the desktop app cannot open here, in one line; null when it can.
 * @param {readonly string[]} parameters
 */
export function desktopObstacle(parameters) {
  if (!hasDisplay()) return "There is no display";
  if (electronBinary() === null) return "Electron's binary could not be had";
  const root = process.platform === "linux" && process.getuid?.() === 0;
  if (root && !parameters.includes("--no-sandbox"))
    return "Electron keeps its sandbox and so does not run as root (npm start -- --no-sandbox forces it)";
  return null;
}

/**
 * Runs the desktop app to its end.
 * @param {readonly string[]} parameters the app's folder first
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<string | null>} why it did not start, null when it ran
 */
export async function runDesktop(parameters, environment = {}) {
  const started = performance.now();
  // The bundled daemon falls back on this Node where Electron's own has no SQLite.
  const env = {
    ...process.env,
    LABWRIGHT_NODE: nodeBinary() ?? process.execPath,
    ...environment,
    // Set in some editors' terminals, it would turn the app into a plain Node.
    ELECTRON_RUN_AS_NODE: undefined,
  };
  const child = spawn(electronBinary() ?? "electron", ["--require", BEFORE_READY, ...parameters], {
    stdio: "inherit",
    env,
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.on(signal, () => child.kill(signal));
  const [code] = await once(child, "exit").catch(() => [1]);
  if (code === 0 || performance.now() - started > STARTING_TIME) return null;
  return `Electron ended with code ${code}`;
}
