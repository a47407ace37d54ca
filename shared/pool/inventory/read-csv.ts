import { fault } from "../../base/fault.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { textOfCell } from "../../formats/formats/csv/cells.ts";
import { looseQuoteWords, parseTable, type Row } from "../../formats/formats/csv/table.ts";
import { withEnds } from "./cable-ends.ts";
import { columnOf } from "./columns.ts";
import { addressesBetween, areVlans, VLAN_WORDS } from "./ranges.ts";
import { MOST_ROWS, type InventoryFile, type InventoryRow, type RowError } from "./row.ts";
import { SORTS, type Item, type SortId } from "./sorts.ts";

/** What rows of each sort may be called in the column `sort`. */
const SORT_WORDS: Readonly<Record<string, SortId | "vlans" | "addresses">> = {
  "": "host",
  host: "host",
  machine: "host",
  server: "host",
  switch: "switch",
  storage: "storage",
  rack: "rack",
  trunk: "trunk",
  cable: "cable",
  licence: "licence",
  license: "licence",
  vlans: "vlans",
  vlan: "vlans",
  addresses: "addresses",
  address: "addresses",
};

const ONE_RANGE =
  "A lab has one range of VLANs, and a line above gives it. Give one that is free of gaps.";

/** Reads an inventory of comma-separated values: one thing a row, a heading over each column. */
export function readInventoryCsv(text: string): Result<InventoryFile> {
  const table = parseTable(text);
  if (!table.ok)
    return err(fault("inventory-unreadable", { detail: looseQuoteWords(table.error) }));
  const [head, ...rows] = table.value;
  if (head === undefined) return err(fault("inventory-unreadable", { detail: "It has no rows." }));
  if (rows.length > MOST_ROWS) return err(fault("inventory-too-long", { limit: MOST_ROWS }));
  const headings = head.cells.map((cell) => textOfCell(cell).trim());
  const known = headings.filter((heading) => columnOf(heading) !== undefined);
  if (known.length < 2)
    return err(
      fault("inventory-unreadable", {
        detail: `Its first line, “${headings.slice(0, 6).join(", ").slice(0, 80)}”, names no columns that are known.`,
      }),
    );
  const twice = headings.find((one, at) => one !== "" && headings.indexOf(one) < at);
  if (twice !== undefined)
    return err(fault("inventory-unreadable", { detail: `Two columns are called “${twice}”.` }));
  const found: InventoryRow[] = [];
  const errors: RowError[] = [];
  const addresses: string[] = [];
  let vlans: InventoryFile["vlans"] = null;
  for (const row of rows) {
    const where = `line ${row.line}`;
    const cells = cellsOf(headings, row);
    const word = (cells.get("sort") ?? cells.get("type") ?? "").trim().toLowerCase();
    const sort = SORT_WORDS[word];
    const [from = "", to = ""] = [cells.get("from"), cells.get("to")];
    if (sort === undefined) {
      const message = `“${word}” is no sort of thing; there are ${Object.keys(SORTS).join(", ")}, vlans and addresses.`;
      errors.push({ where, column: "sort", message });
    } else if (sort === "vlans") {
      const range = { first: Number(from || NaN), last: Number(to || from) };
      if (!areVlans(range)) errors.push({ where, column: "from", message: VLAN_WORDS });
      else if (vlans !== null) errors.push({ where, column: null, message: ONE_RANGE });
      else vlans = range;
    } else if (sort === "addresses") {
      const range = addressesBetween(from, to === "" ? from : to);
      if (range === null)
        errors.push({ where, column: "from", message: `${from}–${to} is no range of addresses.` });
      else addresses.push(...range);
    } else found.push({ where, sort, values: valuesOf(sort, cells) });
  }
  return ok({ rows: found, errors, vlans, addresses });
}

function cellsOf(headings: readonly string[], row: Row): Map<string, string> {
  const cells = headings.map((heading, index): [string, string] => [
    columnOf(heading) === undefined ? heading.toLowerCase() : heading,
    textOfCell(row.cells[index] ?? "").trim(),
  ]);
  return new Map(cells.filter(([heading]) => heading !== ""));
}

/** Empty cells say nothing; columns that nobody knows become properties. */
function valuesOf(sort: SortId, cells: ReadonlyMap<string, string>): Item {
  const values: Record<string, unknown> = {};
  const properties: Record<string, string> = {};
  for (const [heading, cell] of cells) {
    if (cell === "" || heading === "sort" || heading === "type") continue;
    const column = columnOf(heading);
    if (column === undefined) properties[heading] = cell;
    else values[column.field] = column.read(cell);
  }
  const whole = Object.keys(properties).length === 0 ? values : { ...values, properties };
  return sort === "cable" ? withEnds(whole) : whole;
}
