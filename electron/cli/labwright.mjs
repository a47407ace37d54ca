#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

// `npx labwright …`: finds a Node 24 and runs the command line from the clone's sources, or from dist.
const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const sources = at("./main.ts");
const entry = existsSync(sources) ? sources : at("../../dist/cli/main.js");
const packaged = at("../../node_modules/node/bin/node");

if (Number(process.versions.node.split(".")[0]) >= 24) {
  // Hundreds of small sources: compiled once, a command takes less than half of the processor time.
  module.enableCompileCache(at("../../node_modules/.cache/node"));
  await import(entry);
} else if (existsSync(packaged)) {
  const child = spawn(packaged, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
} else {
  console.error(
    `Labwright needs Node 24 or newer; this is ${process.versions.node}. Run npm ci in the clone first.`,
  );
  process.exitCode = 1;
}
