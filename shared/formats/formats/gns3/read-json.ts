import { fault } from "../../../base/fault.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import { refuseSource } from "../../limits.ts";

/** Parses JSON of another program, with or without a byte order mark in front. */
export function readJson(text: string): Result<unknown> {
  const tooLarge = refuseSource(text.length);
  if (tooLarge !== null) return err(tooLarge);
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, "")) as unknown);
  } catch (error) {
    const detail = error instanceof Error ? `${error.message}.` : String(error);
    return err(fault("file-not-json", { detail }));
  }
}
