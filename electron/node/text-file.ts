import { open } from "node:fs/promises";
import { fault, type Fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { refuseSize } from "../../shared/design/read.ts";

/** Reads a design's text. A file beyond the limit is refused before a byte of it is read. */
export async function readTextFile(path: string): Promise<Result<string>> {
  try {
    const file = await open(path, "r");
    try {
      const stat = await file.stat();
      // A folder, or a device that never ends.
      if (!stat.isFile()) return err(unreadable(path, "It is not a file."));
      const tooLarge = refuseSize(stat.size);
      if (tooLarge !== null) return err({ ...tooLarge, where: path });
      return decode(path, await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return err(
      code === "ENOENT" ? fault("file-not-found", { path }, path) : unreadable(path, message),
    );
  }
}

function decode(path: string, bytes: Uint8Array): Result<string> {
  try {
    // readDesign takes the byte order mark off; saving must not silently do so.
    return ok(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return err(fault("file-not-json", { detail: "It is not UTF-8 text." }, path));
  }
}

function unreadable(path: string, detail: string): Fault {
  return fault("file-unreadable", { detail }, path);
}
