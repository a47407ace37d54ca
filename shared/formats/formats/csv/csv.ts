import { defineFormat } from "../../format.ts";
import { columnOf, type Column } from "./columns.ts";
import { readCsv } from "./read.ts";
import { aboveTable, separatorOf } from "./table.ts";
import { writeCsv } from "./write.ts";

/** Columns that only a list of machines has. */
const OF_MACHINES =
  /^(?:os|operating ?system|v?cpus?|v?cores?|ram\b.*|ip(?:v4|v6)?(?: ?address)?)$/i;

/** The longest heading that is looked at. */
const HEADING = 16_384;

/** Nodes and links as a table, for spreadsheets and inventories. */
export const csv = defineFormat({
  id: "csv",
  title: "Table of nodes and links (CSV)",
  extensions: ["csv", "tsv"],
  mediaType: "text/csv",
  recognise: (text) => {
    const start = text.slice(0, HEADING);
    const head = /^[^\r\n]*/.exec(start.slice(aboveTable(start).length))?.[0] ?? "";
    if (/^\s*[{[<]/.test(head)) return "no";
    const separator = separatorOf(head);
    if (!head.includes(separator)) return "no";
    const headings = head.split(separator).map((heading) => heading.replaceAll('"', "").trim());
    const columns = new Set(headings.map(columnOf));
    const has = (...wanted: Column[]): boolean => wanted.every((column) => columns.has(column));
    if (has("record", "kind", "from", "to")) return "yes";
    const isOfNodes =
      has("name") &&
      (has("kind") || columns.size > 2 || headings.some((one) => OF_MACHINES.test(one)));
    return has("from", "to") || isOfNodes ? "maybe" : "no";
  },
  read: readCsv,
  write: writeCsv,
});
