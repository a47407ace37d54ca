import { existsSync, readFileSync } from "node:fs";
import { readJson } from "../../electron/launch/runtime.mjs";
import { logFile, reportOf } from "./groups.mjs";

/** So many lines of a log, and of each thing that a failed test left behind. */
const LINES = 180;

/**
 * What a person needs to understand a group's failure without its files: the end of its log and, of each failed
 * journey, what the window showed and what the daemon said.
 * @param {import("./groups.mjs").Group} group
 */
export function failureOf(group) {
  const log = readFileSync(logFile(group.name), "utf8").trimEnd().split("\n").slice(-LINES);
  if (group.counts !== "playwright") return log.join("\n");
  const report = existsSync(reportOf(group.name)) ? readJson(reportOf(group.name)) : undefined;
  return [...log, ...failedTests(report ?? {}).flatMap(leftBehind)].join("\n");
}

/**
 * @param {any} suite of Playwright's JSON report, or all of it
 * @returns {{ title: string, attachments: any[] }[]}
 */
function failedTests({ suites = [], specs = [] }) {
  const here = specs.flatMap((/** @type {any} */ { title, file, tests }) =>
    tests
      .flatMap((/** @type {any} */ { results }) => results)
      .filter((/** @type {any} */ { status }) => status !== "passed" && status !== "skipped")
      .map((/** @type {any} */ { attachments }) => ({ title: `${file} › ${title}`, attachments })),
  );
  return [...here, ...suites.flatMap(failedTests)];
}

/**
 * @param {{ title: string, attachments: any[] }} test
 * @returns {string[]}
 */
function leftBehind({ title, attachments }) {
  const texts = attachments.filter(({ contentType }) => contentType.startsWith("text/"));
  // Playwright's own shows as much of the page as was looked at: enough where a test says nothing itself.
  const own = texts.filter(({ name }) => name !== "error-context");
  return (own.length > 0 ? own : texts).flatMap((text) =>
    ["", `── ${title}: ${text.name} ──`].concat(middleLeftOut(textOf(text).trimEnd().split("\n"))),
  );
}

/** @param {any} attachment */
function textOf({ name, body, path }) {
  const text =
    body === undefined ? readFileSync(path, "utf8") : Buffer.from(body, "base64").toString();
  if (name !== "error-context") return text;
  // Between instructions for a machine and the test's source.
  return /```yaml\n([^]*?)```/.exec(text)?.[1] ?? "";
}

/**
 * The middle: dialogs and what is said in passing stand at the end of a page.
 * @param {string[]} lines
 */
function middleLeftOut(lines) {
  const telling = lines.filter(isTelling);
  if (telling.length <= LINES) return telling;
  const left = `… ${telling.length - LINES} lines …`;
  return [...telling.slice(0, LINES / 2), left, ...telling.slice(-LINES / 2)];
}

/**
 * Not so: a picture without a name, a hint in a field, words that stand in the line before.
 * @param {string} line
 * @param {number} at
 * @param {string[]} lines
 */
function isTelling(line, at, lines) {
  if (/^\s*- (img$|\/placeholder:)/.test(line)) return false;
  const [, words] = /^\s*- text: (.+)$/.exec(line) ?? [];
  return words === undefined || lines[at - 1]?.includes(`"${words}"`) !== true;
}
