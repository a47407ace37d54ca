import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { onNode24 } from "./on-node-24.mjs";
import { ROOT, childEnvironment } from "./runtime.mjs";

// `npm run package`: desktop packages for this system as electron-builder.yml says;
// `npm run package -- --linux dir` and the like choose a target.

await install();
onNode24();
await build();
const { status } = spawnSync(
  "electron-builder",
  ["build", ...process.argv.slice(2), ...runtimeOptions(), "--config", "electron-builder.yml"],
  {
    cwd: ROOT,
    stdio: "inherit",
    env: childEnvironment(),
    shell: process.platform === "win32",
  },
);
process.exitCode = status ?? 1;

/** Packs the Electron of ELECTRON_OVERRIDE_DIST_PATH where one is named; else electron-builder fetches ours. */
function runtimeOptions() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return [];
  const version = readFileSync(join(folder, "version"), "utf8").trim().replace(/^v/, "");
  return [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
}
