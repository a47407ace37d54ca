import { z } from "zod";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import { parseJson } from "../../shared/design/json-text.ts";
import { pendingSchema, type PendingNote } from "./notes.ts";

const NOTES_FORMAT = "labwright-notes";

const fileSchema = z.object({ format: z.literal(NOTES_FORMAT), notes: z.array(pendingSchema) });

/** Notes as a file, for where a browser keeps nothing; opened again anywhere, they go to their lab from there. */
export function printNotes(notes: readonly PendingNote[]): string {
  return `${JSON.stringify({ format: NOTES_FORMAT, notes }, null, 2)}\n`;
}

/** True for what was meant to be such a file. */
export function isNotes({ text }: { readonly text: string }): boolean {
  return text.slice(0, 200).includes(`"${NOTES_FORMAT}"`);
}

/** The notes of a file. */
export function readNotes(text: string): Result<readonly PendingNote[]> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const read = fileSchema.safeParse(json.value);
  if (read.success) return ok(read.data.notes);
  const [issue] = read.error.issues;
  return err(fault("notes-damaged", { detail: issue?.message ?? "" }, issue?.path.join(".")));
}
