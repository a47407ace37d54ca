import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, childEnvironment, electronBinary, nodeBinary, readJson } from "./runtime.mjs";
import { progress, say } from "./terminal.mjs";

const MODULES = join(ROOT, "node_modules");
const ELECTRON_TIME_LIMIT = 300_000;

/** Installs the packages when they are not those of package-lock.json. Ends the process when that fails. */
export async function install() {
  if (packagesAreStale()) await installPackages();
  if (nodeBinary() !== null) return;
  say(
    `Node 24 is missing: the package "node" has no binary and this Node is ${process.versions.node}.`,
  );
  say("Allow its install script (npm config ignore-scripts false) or install Node 24 or newer.");
  process.exit(1);
}

/**
 * Fetches Electron's binary, which no package contains. Without it everything works in a browser.
 * @returns {Promise<boolean>} whether there is one now
 */
export async function installElectron() {
  if (electronBinary() !== null) return true;
  const script = join(MODULES, "electron", "install.js");
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH || !existsSync(script)) return false;
  const work = progress("Fetching Electron");
  const status = await run(process.execPath, [script], { timeLimit: ELECTRON_TIME_LIMIT });
  const there = status === 0 && electronBinary() !== null;
  work.done(there ? "done" : "not to be had here; the browser will do");
  return there;
}

/** Compares what was installed with the lock file by content: times lie after a checkout. */
function packagesAreStale() {
  const wanted = readJson(join(ROOT, "package-lock.json"))?.packages ?? {};
  const present = readJson(join(MODULES, ".package-lock.json"))?.packages;
  if (present === undefined) return true;
  return Object.entries(wanted).some(
    ([path, entry]) =>
      path !== "" &&
      !entry.optional &&
      !entry.devOptional &&
      !entry.peer &&
      present[path]?.version !== entry.version,
  );
}

async function installPackages() {
  if (await npm("ci")) return;
  // `ci` refuses a lock file that lacks packages for other platforms; `install` then still keeps its versions.
  if (await npm("install", "--no-save")) return;
  say(
    "npm could not install the packages; the reason is above. Run the command again when mended.",
  );
  process.exit(1);
}

/** @param {string[]} parameters */
async function npm(...parameters) {
  const total = Object.keys(readJson(join(ROOT, "package-lock.json"))?.packages ?? {}).length;
  const work = progress("Installing packages");
  let fetched = 0;
  /** @type {string[]} */
  const output = [];
  const status = await run("npm", [...parameters, "--loglevel=http"], {
    // Electron's binary is fetched apart, because that may fail.
    env: { ELECTRON_SKIP_BINARY_DOWNLOAD: "1" },
    shell: process.platform === "win32",
    onLine(line) {
      if (/^npm http (fetch|cache).*\.tgz/.test(line))
        work.update(`${++fetched} of about ${total}`);
      else output.push(line);
    },
  });
  work.done(status === 0 ? "done" : "failed");
  if (status !== 0) say(output.slice(0, 10).join("\n"));
  return status === 0;
}

/**
 * @param {string} command
 * @param {string[]} parameters
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean, timeLimit?: number, onLine?: (line: string) => void }} options
 * @returns {Promise<number>} the exit code; 1 when it was killed or could not start
 */
function run(command, parameters, options) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: ROOT,
      env: { ...childEnvironment(), ...options.env },
      shell: options.shell ?? false,
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.timeLimit !== undefined && { timeout: options.timeLimit }),
    });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (/** @type {string} */ data) => {
        const lines = `${rest}${data}`.split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) options.onLine?.(line);
      });
    }
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await install();
  await installElectron();
}
