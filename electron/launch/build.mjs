import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { install } from "./install.mjs";
import { onNode24 } from "./on-node-24.mjs";
import { ROOT, readJson } from "./runtime.mjs";
import { progress, say } from "./terminal.mjs";

/** Only written and read here: what each bundle in dist was built from. */
const STAMPS = join(ROOT, "dist", "stamps.json");

/**
 * Builds the bundles whose sources changed since they were built. Runs on Node 24, after the installation.
 * Ends the process when one of them fails.
 * @param {readonly string[]} [names] only these; none: all
 */
export async function build(names = []) {
  const { TARGETS } = await import("./targets.mjs");
  const { build: bundle } = await import("vite");
  process.env.NODE_ENV = "production";
  const stamps = readJson(STAMPS) ?? {};
  for (const target of TARGETS) {
    const digest = digestOf(target.sources);
    const asked = names.length === 0 || names.includes(target.name);
    if (!asked || stamps[target.name] === digest) continue;
    const work = progress(`Building ${target.name}`);
    try {
      await bundle(target.config());
    } catch (error) {
      work.done("failed");
      say(error instanceof Error ? error.message : String(error));
      process.exit(1);
    }
    stamps[target.name] = digest;
    mkdirSync(join(ROOT, "dist"), { recursive: true });
    writeFileSync(STAMPS, JSON.stringify(stamps, null, 2));
    work.done();
  }
}

/** @param {string[]} sources */
function digestOf(sources) {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesUnder(join(ROOT, source)))) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]} the files, sorted; tests are no part of a bundle
 */
function filesUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesUnder(join(path, name)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await install();
  onNode24();
  await build(process.argv.slice(2));
}
