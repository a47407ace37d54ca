import { open } from "node:fs/promises";
import { fault, type Fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { unpackLab } from "../../shared/formats/archive.ts";
import { wideText } from "../../shared/formats/wide-text.ts";
import { refuseSize } from "../../shared/design/read.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";

/** Reads a design's text. A file beyond the limit is refused before a byte of it is read. */
export async function readTextFile(path: string): Promise<Result<string>> {
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  const text = decode(bytes.value);
  return text === null
    ? err(fault("file-not-json", { detail: "It is not UTF-8 text." }, path))
    : ok(text);
}

/** The same, and UTF-16, too; an archive is opened at the lab in it, and of what else is no text it gives what is, marked as damaged. */
export async function readTextLeniently(path: string): Promise<Result<OpenedFile>> {
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  const text = decode(bytes.value);
  if (text !== null) return ok({ path, text });
  const wide = wideText(bytes.value);
  if (wide !== null) return ok({ path, text: wide });
  const lab = unpackLab(bytes.value);
  if (lab !== null) return ok({ path, ...lab });
  return ok({ path, text: new TextDecoder().decode(bytes.value), damaged: true });
}

async function readBytes(path: string): Promise<Result<Uint8Array>> {
  try {
    const file = await open(path, "r");
    try {
      const stat = await file.stat();
      // A folder, or a device that never ends.
      if (!stat.isFile()) return err(unreadable(path, "It is not a file."));
      const tooLarge = refuseSize(stat.size);
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
