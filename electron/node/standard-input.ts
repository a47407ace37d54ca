import { err, ok, type Result } from "../../shared/base/result.ts";
import { refuseSize } from "../../shared/design/read.ts";

/** What a file is called that is standard input, or output. */
export const STANDARD = "-";

/** Everything that comes, unless it is more than a file of ours may be: then nothing more is taken. */
export async function readStandardInput(
  input: AsyncIterable<Uint8Array | string>,
): Promise<Result<Uint8Array>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of input) {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    size += bytes.length;
    const tooLarge = refuseSize(size);
    if (tooLarge !== null) return err({ ...tooLarge, where: "standard input" });
    parts.push(bytes);
  }
  return ok(Buffer.concat(parts));
}
