import { csv } from "./formats/csv.ts";
import { focus } from "./formats/focus.ts";
import { json } from "./formats/json.ts";
import { pdf } from "./formats/pdf.ts";
import type { ExportFormat } from "./format.ts";

/** Every format that statements and bills are written in. */
export const EXPORT_FORMATS = [pdf, csv, focus, json] as const satisfies readonly ExportFormat[];
export type ExportFormatId = (typeof EXPORT_FORMATS)[number]["id"];

/** The format of an id. */
export function exportFormat(id: ExportFormatId): ExportFormat {
  const found = EXPORT_FORMATS.find((format) => format.id === id);
  if (found === undefined) throw new Error(`no export format ${id}`);
  return found;
}
