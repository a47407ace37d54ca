import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { foreignText } from "../../shared/formats/foreign-text.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { refuseFileSize } from "../../shared/statements/recognise.ts";

/** Reads a file of the page, unless it is too large to be one of ours; `path` is what it is known by. */
export async function readFile(file: File, path: string): Promise<Result<OpenedFile>> {
  const tooLarge = refuseFileSize(file.size, file.name);
  if (tooLarge !== null) return err({ ...tooLarge, where: file.name });
  try {
    return ok(decoded(path, await file.arrayBuffer()));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err(fault("file-unreadable", { detail }, file.name));
  }
}

/** Bytes that are no text must be known as such: a browser's own `text()` quietly replaces them. */
function decoded(path: string, bytes: ArrayBuffer): OpenedFile {
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const foreign = foreignText(new Uint8Array(bytes));
    if (foreign !== null) return { path, ...foreign };
    return { path, text: new TextDecoder().decode(bytes), damaged: true };
  }
}
