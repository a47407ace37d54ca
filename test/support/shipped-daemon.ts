import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The daemon as it is shipped: few files, which start in a third of the time that its sources take. */
export const SHIPPED_DAEMON = fileURLToPath(new URL("../../dist/daemon/main.js", import.meta.url));

const BUILD = fileURLToPath(new URL("../../electron/launch/build.mjs", import.meta.url));

/** Before the first file of a run; nothing where it is built of these sources already. */
export default async function setup(): Promise<void> {
  // By itself: a build is for production, tests are not.
  await promisify(execFile)(process.execPath, [BUILD, "daemon"]);
}
