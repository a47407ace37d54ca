import { parseTable, type Row } from "../../shared/formats/formats/csv/table.ts";

/** The rows of a text that is a table. */
export function csvRows(text: string): readonly Row[] {
  const table = parseTable(text);
  if (!table.ok) throw new Error(JSON.stringify(table.error));
  return table.value;
}
