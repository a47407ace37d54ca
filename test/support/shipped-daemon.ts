import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The daemon as it is shipped: few files, which start in a third of the time that its sources take. */
export const SHIPPED_DAEMON = at("dist/daemon/main.js");

/** The command line as it is shipped, which starts in half of the time. */
export const SHIPPED_CLI = at("dist/cli/main.js");

/** Before the first file of a run; nothing where it is built of these sources already. */
export default async function setup(): Promise<void> {
  // By itself: a build is for production, tests are not.
  await promisify(execFile)(process.execPath, [at("electron/launch/build.mjs"), "daemon", "cli"]);
}

function at(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
