import { open } from "node:fs/promises";
import { fault, type Fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { foreignText } from "../../shared/formats/foreign-text.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { refuseFileSize } from "../../shared/statements/recognise.ts";

/** Reads a design's text. A file beyond the limit is refused before a byte of it is read. */
export async function readTextFile(path: string): Promise<Result<string>> {
  const bytes = await readBytes(path);
  return bytes.ok ? textOfBytes(bytes.value, path) : bytes;
}

/** A design's text of bytes that came from a place of that name. */
export function textOfBytes(bytes: Uint8Array, path: string): Result<string> {
  const text = decode(bytes);
  return text === null
    ? err(fault("file-not-json", { detail: "It is not UTF-8 text." }, path))
    : ok(text);
}

/** The same, and what text else there is in bytes; of what is no text it gives what is, marked as damaged. */
export async function readTextLeniently(path: string): Promise<Result<OpenedFile>> {
  const bytes = await readBytes(path);
  return bytes.ok ? ok(lenientText(bytes.value, path)) : bytes;
}

/** What text there is in bytes that came from a place of that name. */
export function lenientText(bytes: Uint8Array, path: string): OpenedFile {
  const text = decode(bytes);
  if (text !== null) return { path, text };
  const foreign = foreignText(bytes);
  if (foreign !== null) return { path, ...foreign };
  return { path, text: new TextDecoder().decode(bytes), damaged: true };
}

async function readBytes(path: string): Promise<Result<Uint8Array>> {
  try {
    const file = await open(path, "r");
    try {
      const stat = await file.stat();
      // A folder, or a device that never ends.
      if (!stat.isFile()) return err(unreadable(path, "It is not a file."));
      const tooLarge = refuseFileSize(stat.size, path);
      if (tooLarge !== null) return err({ ...tooLarge, where: path });
      return ok(await file.readFile());
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

function decode(bytes: Uint8Array): string | null {
  try {
    // readDesign takes the byte order mark off; saving must not silently do so.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function unreadable(path: string, detail: string): Fault {
  return fault("file-unreadable", { detail }, path);
}
