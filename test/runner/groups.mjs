import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, electronBinary } from "../../electron/launch/runtime.mjs";
import { commandExists } from "./packages.mjs";

/**
 * One line of the report.
 * @typedef {object} Group
 * @property {string} name what `npm test -- NAME` runs
 * @property {string[]} command
 * @property {"check" | "vitest" | "playwright"} counts how its numbers are found: one check, or a JSON report
 * @property {"first" | "beside" | "last" | "waiting" | "between"} when the first and the last ones run one after the
 *   other, what is beside others at once: whoever is free takes the next one. After the first, what waits more than it
 *   reckons goes on until it is done, and what comes between has what all those leave of the processor
 * @property {string[]} [folders] where its tests are; while there are none there is nothing to run
 * @property {string} [after] a group that must have passed
 * @property {() => string | null} [obstacle] why it cannot run here
 */

/** Reports and logs of the last run. */
export const RESULTS = join(ROOT, "test", "results");

/**
 * Of those that run beside each other what takes longest is first, so that all end at about the same time.
 * @type {Group[]}
 */
const LIST = [
  // Tests start what is shipped.
  { ...check("build", "node", "electron/launch/build.mjs"), when: "first" },
  { ...vitest("contract", "test/contract"), obstacle: noPostgres, after: "build" },
  // It waits for servers, and nobody waits for it.
  { ...vitest("lab", "test/lab"), obstacle: noLxd, after: "build", when: "waiting" },
  { ...vitest("chaos", "test/chaos"), obstacle: noRoot, after: "build" },
  vitest("unit*", "shared", "electron", "renderer"),
  vitest("golden", "test/golden"),
  // Two workers of their own, and a busy machine makes people wait for windows.
  { ...playwright("e2e-chromium", "chromium"), obstacle: noChromium },
  { ...onDisplay(playwright("e2e-electron", "electron")), obstacle: noElectron },
  // All of these reckon and wait for nobody; the others leave them a fifth of the processor.
  { ...vitest("property", "test/property"), after: "build", when: "between" },
  // One checker a project: several work out the same types again, each for itself.
  check("types", "tsc", "-b", "--checkers", "1"),
  check("lint", "oxlint", "-c", "test/config/oxlint.json", "--type-aware"),
  check("dead-code", "knip", "-c", "test/config/knip.json"),
  check("format", "oxfmt", "--check"),
];

/** Every group that has something to run, in the order of the report. */
export function groups() {
  return LIST.filter(({ folders }) => folders === undefined || folders.some(hasTests));
}

/** @param {string} folder */
function hasTests(folder) {
  // Node 20 has no glob.
  const path = join(ROOT, folder);
  if (!existsSync(path)) return false;
  return readdirSync(path, { recursive: true }).some((file) =>
    /\.(test|e2e)\.tsx?$/.test(String(file)),
  );
}

/** @param {string} name */
export function reportOf(name) {
  return join(RESULTS, `${name}.json`);
}

/** @param {string} name */
export function logFile(name) {
  return join(RESULTS, `${name}.log`);
}

/**
 * @param {string} name
 * @param {string[]} command
 * @returns {Group}
 */
function check(name, ...command) {
  return { name, command, counts: "check", when: "between" };
}

/**
 * @param {string} project of test/config/vitest.config.ts, or a pattern for several
 * @param {string[]} folders
 * @returns {Group}
 */
function vitest(project, ...folders) {
  const name = project.replace("*", "");
  const config = ["--config", "test/config/vitest.config.ts", "--project", project];
  const report = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportOf(name)}`];
  return {
    name,
    command: ["vitest", "run", ...config, ...report],
    counts: "vitest",
    when: "beside",
    folders,
  };
}

/**
 * @param {string} name
 * @param {string} project of test/config/playwright.config.ts
 * @returns {Group}
 */
function playwright(name, project) {
  const command = ["playwright", "test", "--config", "test/config/playwright.config.ts"];
  return {
    name,
    command: [...command, "--project", project, "--reporter=list,json"],
    counts: "playwright",
    when: "last",
    folders: ["test/e2e"],
    after: "build",
  };
}

/**
 * @param {Group} group
 * @returns {Group} the same on a display of its own
 */
function onDisplay(group) {
  const size = "--server-args=-screen 0 1600x1000x24";
  return { ...group, command: ["xvfb-run", "--auto-servernum", size, ...group.command] };
}

function noRoot() {
  return process.getuid?.() === 0
    ? null
    : "it mounts file systems and cuts their power: run as root";
}

function noPostgres() {
  return existsSync("/usr/lib/postgresql")
    ? null
    : "PostgreSQL is missing: apt-get install postgresql";
}

function noLxd() {
  if (!commandExists("lxd")) return "LXD is missing: apt-get install lxd lxd-client busybox-static";
  return process.getuid?.() === 0 ? null : "it starts an LXD of its own: run as root";
}

function noChromium() {
  return commandExists("chromium") ? null : "Chromium is missing: apt-get install chromium";
}

function noElectron() {
  if (electronBinary() === null) {
    return "Electron's binary is missing: npm run dev fetches it, or set ELECTRON_OVERRIDE_DIST_PATH";
  }
  return commandExists("xvfb-run") ? null : "a display is missing: apt-get install xvfb xauth";
}
