import { defineFormat } from "../../format.ts";
import { columnOf, type Column } from "./columns.ts";
import { readCsv } from "./read.ts";
import { separatorOf } from "./table.ts";
import { writeCsv } from "./write.ts";

/** The longest heading that is looked at. */
const HEADING = 16_384;

/** Nodes and links as a table, for spreadsheets and inventories. */
export const csv = defineFormat({
  id: "csv",
  title: "Table of nodes and links (CSV)",
  extensions: ["csv", "tsv"],
  mediaType: "text/csv",
  recognise: (text) => {
    const head = /^\uFEFF?([^\r\n]*)/.exec(text.slice(0, HEADING))?.[1] ?? "";
    if (/^\s*[{[<]/.test(head)) return "no";
    const separator = separatorOf(head);
    if (!head.includes(separator)) return "no";
    const columns = new Set(
      head.split(separator).map((heading) => columnOf(heading.replaceAll('"', ""))),
    );
    const has = (...wanted: Column[]): boolean => wanted.every((column) => columns.has(column));
    if (has("record", "kind", "from", "to")) return "yes";
    return has("from", "to") || (has("name") && columns.size > 2) ? "maybe" : "no";
  },
  read: readCsv,
  write: writeCsv,
});
