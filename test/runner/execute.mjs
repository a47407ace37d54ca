import { spawn } from "node:child_process";
import { createWriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, childEnvironment, readJson } from "../../electron/launch/runtime.mjs";
import { logFile, reportOf } from "./groups.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number, seconds: number, note?: string }} Outcome
 */

/** A group that takes longer hangs; it is ended and fails. */
const TIME_LIMIT = 15 * 60_000;

/** How nice is who comes between: a third of a core is left to it at the least, or its tests would take too long. */
const NICE = "3";

/**
 * Runs one group with its output in test/results/NAME.log.
 * @param {import("./groups.mjs").Group} group
 * @returns {Promise<Outcome>}
 */
export async function execute(group) {
  const started = performance.now();
  const code = await run(group);
  const counts = countsOf(group, code);
  // A runner that fails without a failed test (no test ran, an error between tests) has failed all the same.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, seconds: (performance.now() - started) / 1000 };
}

/**
 * @param {import("./groups.mjs").Group} group
 * @returns {Promise<number>}
 */
function run(group) {
  const log = createWriteStream(logFile(group.name));
  const { PATH, ...inherited } = childEnvironment();
  // LXD calls iptables and others, which stand where not every PATH leads.
  const env = {
    ...inherited,
    PATH: `${PATH}:/usr/sbin:/sbin`,
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf(group.name),
    // Tests start many daemons and command lines from the sources: each is compiled once.
    NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "node"),
    // To the checkers of types: to collect garbage less often saves a seventh of their processor time.
    GOGC: "300",
  };
  const isNice = group.when === "between" && process.platform !== "win32";
  const words = isNice ? ["nice", "-n", NICE, ...group.command] : group.command;
  const [command = "", ...parameters] = words;
  return new Promise((resolve) => {
    // A process group of its own, so that a group that hangs goes with everything it started.
    const child = spawn(command, parameters, {
      cwd: ROOT,
      env,
      detached: process.platform !== "win32",
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (isNice && child.pid !== undefined) beNice(child.pid);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const limit = setTimeout(() => {
      log.write(`\nEnded after ${TIME_LIMIT / 60_000} minutes.\n`);
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, TIME_LIMIT);
    child.on("error", (error) => log.write(`${error.message}\n`));
    child.on("close", (code) => {
      clearTimeout(limit);
      log.end(() => resolve(code ?? 1));
    });
  });
}

/**
 * Linux may share the processor between sessions first, and then only within each by how nice who is.
 * @param {number} session
 */
function beNice(session) {
  try {
    writeFileSync(`/proc/${session}/autogroup`, NICE);
  } catch {
    // It does not, here.
  }
}

/**
 * @param {import("./groups.mjs").Group} group
 * @param {number} code
 */
function countsOf(group, code) {
  if (group.counts === "check") return { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  const report = readJson(reportOf(group.name));
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return group.counts === "vitest" ? vitestCounts(report) : playwrightCounts(report);
}

/** @param {any} report */
function vitestCounts(report) {
  // A file that does not load has no tests; it must not vanish from the numbers.
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {any} report */
function playwrightCounts({ stats }) {
  // A flaky test is one that failed: here nothing is retried, so there is none to be lenient with.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
