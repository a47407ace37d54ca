import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../../shared/base/clock.ts";
import { ifThere } from "../../node/if-there.ts";
import type { Log } from "../log.ts";

/** How exactly the daemon knows when it last lived. */
const EVERY = 5000;

const FILE = "last-seen";

/** When the daemon of this data directory last lived; the epoch when there was none. */
export async function readLastSeen(dataDirectory: string): Promise<number> {
  const text = await ifThere(readFile(join(dataDirectory, FILE), "utf8"), "0");
  const time = Number(text);
  return Number.isFinite(time) ? time : 0;
}

/** Notes every few seconds that the daemon lives, until it stops. What ended with a crash is billed to then. */
export async function keepLastSeen(
  dataDirectory: string,
  { clock, log }: { clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<void> {
  const file = join(dataDirectory, FILE);
  while (!signal.aborted) {
    try {
      await writeFile(`${file}.new`, String(clock.now()));
      await rename(`${file}.new`, file);
    } catch (error) {
      // Only the end of what runs while the daemon is down gets less exact.
      log.warn({ error: String(error) }, "cannot note the time");
    }
    await clock.sleep(EVERY, signal).catch(() => undefined);
  }
}
