import { open, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { writeFile } from "atomically";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";

/** Writes a file so that after a power cut there is the old content or the new, never a part of either. */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<Result<void>> {
  let temporary: string | null = null;
  try {
    // As a stream: given a text, this library (and write-file-atomic) takes the part of it that went onto
    // a full disk for the whole. A stream writes on until it is all there, or fails.
    await writeFile(path, Readable.from([Buffer.from(content)]), {
      tmpCreated: (created) => (temporary = created),
    });
    await syncFolder(dirname(path));
    await removeLeftovers(path);
    return ok(undefined);
  } catch (error) {
    // The library removes it too, but nobody could wait for that.
    if (temporary !== null) await rm(temporary, { force: true }).catch(() => undefined);
    const detail = error instanceof Error ? error.message : String(error);
    return err(fault("file-write-failed", { detail }, path));
  }
}

/** The rename itself is in the folder: without this it may be lost. Windows has no such call, nor needs it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the library names the file that it writes before it puts it in place. */
const LEFTOVER = /^\.tmp-\d{10}[\da-f]{6}$/;
/** Nobody writes a file for so long; what is younger may be another program's save that goes on. */
const LEFTOVER_AGE_MS = 600_000;

/** Removes what earlier saves left beside the file when they were killed. */
async function removeLeftovers(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  const names = await readdir(folder).catch(() => []);
  const leftovers = names.filter(
    (other) => other.startsWith(name) && LEFTOVER.test(other.slice(name.length)),
  );
  for (const leftover of leftovers.map((other) => join(folder, other))) {
    const age = Date.now() - ((await stat(leftover).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > LEFTOVER_AGE_MS) await rm(leftover, { force: true }).catch(() => undefined);
  }
}
