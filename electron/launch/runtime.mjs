import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

// What the launchers know about the machine they run on. These files run on the system's Node (20.19 or
// newer) before anything is installed, so they are plain JavaScript and import nothing but Node.

/** The clone's root folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const MODULES = join(ROOT, "node_modules");

/**
 * The Node 24 that everything but the launchers runs by: the packaged one, or the present one when that is
 * new enough (an install with scripts switched off leaves the package empty).
 * @returns {string | null} null when neither is there
 */
export function nodeBinary() {
  const packaged = join(MODULES, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(packaged)) return packaged;
  return Number(process.versions.node.split(".")[0]) >= 24 ? process.execPath : null;
}

/**
 * The Electron to start: the one named by ELECTRON_OVERRIDE_DIST_PATH, else the one the package fetched.
 * @returns {string | null} null when its binary is not there
 */
export function electronBinary() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = override || join(MODULES, "electron", "dist");
  const binary = join(folder, electronFileName());
  return existsSync(binary) ? binary : null;
}

function electronFileName() {
  if (process.platform === "win32") return "electron.exe";
  return process.platform === "darwin" ? "Electron.app/Contents/MacOS/Electron" : "electron";
}

/** Windows and macOS always have a display; elsewhere a server names it. */
export function hasDisplay() {
  if (process.platform === "win32" || process.platform === "darwin") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * The environment for children: `node`, `tsc`, `vitest` … of the clone come first.
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment() {
  const path = `${join(MODULES, ".bin")}${delimiter}${process.env.PATH ?? ""}`;
  return { ...process.env, PATH: path };
}

/**
 * @param {string} path
 * @returns {any} the parsed file, undefined when it is missing or damaged
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
