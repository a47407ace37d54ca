import { fault } from "../../shared/base/fault.ts";
import { err, type Result } from "../../shared/base/result.ts";

/** A browser's refusal (no permission, no space) as a value. */
export async function attempt<T>(
  code: "file-not-found" | "file-write-failed",
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err(fault(code, { detail, path: "" }));
  }
}
