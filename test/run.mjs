import { mkdirSync, rmSync } from "node:fs";
import { install, installElectron } from "../electron/launch/install.mjs";
import { say } from "../electron/launch/terminal.mjs";
import { execute } from "./runner/execute.mjs";
import { failureOf } from "./runner/failure.mjs";
import { RESULTS, groups } from "./runner/groups.mjs";
import { preparePackages } from "./runner/packages.mjs";

// `npm test`: installs, runs every group, ends with `N passed, N failed, N skipped`.
// `npm test -- unit lab` runs these groups only. Runs on the system's Node before anything is installed.

/** @typedef {import("./runner/groups.mjs").Group} Group */
/** @typedef {import("./runner/execute.mjs").Outcome} Outcome */

/** As many as CI has cores. */
const BESIDE = 2;
/** So many of those that have what the others leave. */
const BETWEEN = 2;

const wanted = process.argv.slice(2);
/** @type {Map<string, Outcome>} */
const outcomes = new Map();
const running = new Set();

await prepare();
const chosen = choose();
const heartbeat = setInterval(() => say(`  … ${[...running].join(", ")}`), 60_000);
await runAll("first");
const others = [runAll("waiting"), runAll("between", BETWEEN)];
await runAll("beside", BESIDE);
await runAll("last");
await Promise.all(others);
clearInterval(heartbeat);
conclude();

async function prepare() {
  await install();
  preparePackages();
  await installElectron();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
}

/** @returns {Group[]} the groups asked for, with those they need */
function choose() {
  const all = groups();
  const unknown = wanted.filter((name) => !all.some((group) => group.name === name));
  if (unknown.length > 0) {
    say(
      `There is no group ${unknown.join(", ")}. There are: ${all.map(({ name }) => name).join(" ")}`,
    );
    process.exit(2);
  }
  if (wanted.length === 0) return all;
  const asked = all.filter(({ name }) => wanted.includes(name));
  const needed = new Set(asked.map(({ after }) => after));
  return all.filter((group) => asked.includes(group) || needed.has(group.name));
}

/**
 * In their order, at most so many at a time.
 * @param {Group["when"]} when
 */
async function runAll(when, atOnce = 1) {
  const waiting = chosen.filter((group) => group.when === when);
  const runNext = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      running.add(group.name);
      const outcome = await runGroup(group);
      running.delete(group.name);
      outcomes.set(group.name, outcome);
      report(group, outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
}

/**
 * @param {Group} group
 * @returns {Promise<Outcome>}
 */
async function runGroup(group) {
  const obstacle = group.obstacle?.() ?? prerequisite(group);
  if (obstacle === null) return execute(group);
  return { passed: 0, failed: 0, skipped: 1, seconds: 0, note: obstacle };
}

/** @param {Group} group */
function prerequisite(group) {
  if (group.after === undefined) return null;
  return outcomes.get(group.after)?.failed === 0 ? null : `${group.after} failed`;
}

/**
 * @param {Group} group
 * @param {Outcome} outcome
 */
function report(group, { passed, failed, skipped, seconds, note }) {
  const { name } = group;
  if (failed > 0) say(`\n──── ${name} ────\n${failureOf(group)}\n────`);
  const mark = failed > 0 ? "✗" : skipped > 0 ? "-" : "✓";
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  say(`${mark} ${name.padEnd(13)} ${time}  ${counts}${note === undefined ? "" : `: ${note}`}`);
}

/** A skip is a failure where nothing may skip, but it is counted as what it is. */
function conclude() {
  const all = [...outcomes.values()];
  /** @param {"passed" | "failed" | "skipped"} key */
  const sum = (key) => all.reduce((total, outcome) => total + outcome[key], 0);
  if (process.env.CI === "true" && sum("skipped") > 0) say("With CI=true nothing may be skipped.");
  say(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  process.exitCode = sum("failed") > 0 || (process.env.CI === "true" && sum("skipped") > 0) ? 1 : 0;
}
