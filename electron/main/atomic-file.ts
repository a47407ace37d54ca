import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { writeFile } from "atomically";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";

/** Writes a file so that after a power cut there is the old content or the new, never a part of either. */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<Result<void>> {
  try {
    // As a stream: given a text, this library (and write-file-atomic) takes the part of it that went onto
    // a full disk for the whole. A stream writes on until it is all there, or fails.
    await writeFile(path, Readable.from([Buffer.from(content)]));
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
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
