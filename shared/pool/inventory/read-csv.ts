import { fault } from "../../base/fault.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { textOfCell } from "../../formats/formats/csv/cells.ts";
import { looseQuoteWords, parseTable, type Row } from "../../formats/formats/csv/table.ts";
import { withEnds } from "./cable-ends.ts";
import { columnOf, propertyOf, type ReadColumn } from "./columns.ts";
import { leaving } from "./leaving.ts";
import { sortOfRole, sortOfTable, stateOf } from "./netbox.ts";
import { areVlans, joinedVlans, VLAN_WORDS, type VlanRange } from "../vlans.ts";
import { addressesBetween } from "./ranges.ts";
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

/** Reads an inventory of comma-separated values: one thing a row, a heading over each column. */
export function readInventoryCsv(text: string): Result<InventoryFile> {
  const table = parseTable(text);
  if (!table.ok)
    return err(fault("inventory-unreadable", { detail: looseQuoteWords(table.error) }));
  const [head, ...rows] = table.value;
  if (head === undefined) return err(fault("inventory-unreadable", { detail: "It has no rows." }));
  if (rows.length > MOST_ROWS) return err(fault("inventory-too-long", { limit: MOST_ROWS }));
  const names = head.cells.map((cell) => textOfCell(cell).trim());
  const headings = names.map((name): Heading => ({ name, column: columnOf(name) }));
  if (headings.filter(({ column }) => column !== undefined).length < 2)
    return err(
      fault("inventory-unreadable", {
        detail: `Its first line, “${names.slice(0, 6).join(", ").slice(0, 80)}”, names no columns that are known.`,
      }),
    );
  const twice = names.find((one, at) => one !== "" && names.indexOf(one) < at);
  if (twice !== undefined)
    return err(fault("inventory-unreadable", { detail: `Two columns are called “${twice}”.` }));
  const found: InventoryRow[] = [];
  const errors: RowError[] = [];
  const leftOut = leaving();
  const addresses: string[] = [];
  const vlans: VlanRange[] = [];
  const { column, sortOf } = sortReader(names);
  for (const row of rows) {
    const where = `line ${row.line}`;
    const length = 1 + row.cells.findLastIndex((cell) => cell.trim() !== "");
    if (length > headings.length) {
      const message = `It has ${length} cells, and there are ${headings.length} headings. Put quotes around a cell that has the separator in it.`;
      errors.push({ where, column: null, message });
      continue;
    }
    const cells = cellsOf(headings, row);
    const { word, sort } = sortOf(cells);
    const [from, to] = [cellUnder(cells, "from"), cellUnder(cells, "to")];
    if (sort === null) leftOut.device(where, cellUnder(cells, "name"), word);
    else if (sort === undefined) {
      const message = `“${word}” is no sort of thing; there are ${Object.keys(SORTS).join(", ")}, vlans and addresses.`;
      errors.push({ where, column: "sort", message });
    } else if (sort === "vlans") {
      const range = { first: Number(from || NaN), last: Number(to || from) };
      if (areVlans(range)) vlans.push(range);
      else errors.push({ where, column: "from", message: VLAN_WORDS });
    } else if (sort === "addresses") {
      const range = addressesBetween(from, to === "" ? from : to);
      if (range === null)
        errors.push({ where, column: "from", message: `${from}–${to} is no range of addresses.` });
      else addresses.push(...range);
    } else found.push({ where, sort, values: valuesOf(sort, cells, column) });
  }
  const things = leftOut.without(found);
  return ok({
    rows: things,
    errors,
    vlans: joinedVlans(vlans),
    addresses,
    leftOut: leftOut.all,
  });
}

interface SortOfRow {
  readonly word: string;
  /** Undefined: the word is none; null: a lab has no use for it. */
  readonly sort: SortId | "vlans" | "addresses" | null | undefined;
}

interface SortReader {
  /** The column that says it, which says nothing else. */
  readonly column: string | undefined;
  readonly sortOf: (cells: Cells) => SortOfRow;
}

/** What each row is: by its own word, by all that the file lists, or by its role as NetBox has it. */
function sortReader(headings: readonly string[]): SortReader {
  const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[\s_]+/g, " ");
  const called = (name: string): string | undefined =>
    headings.find((heading) => plain(heading) === name);
  const ofTable = called("sort") === undefined ? sortOfTable(new Set(headings.map(plain))) : null;
  if (ofTable !== null) return { column: undefined, sortOf: () => ({ word: "", sort: ofTable }) };
  const role = called("role") ?? called("device role");
  const areDevices = (called("device type") ?? called("manufacturer")) !== undefined;
  if (called("sort") === undefined && role !== undefined && areDevices)
    return {
      column: undefined,
      sortOf: (cells) => {
        const word = cellNamed(cells, role);
        return { word, sort: cellUnder(cells, "cores") === "" ? sortOfRole(word) : "host" };
      },
    };
  const column = called("sort") ?? called("type");
  return {
    column,
    sortOf: (cells) => {
      const word = cellNamed(cells, column).toLowerCase();
      return { word, sort: SORT_WORDS[word] };
    },
  };
}

/** What stands over a column, and which column it means. */
interface Heading {
  readonly name: string;
  readonly column: ReadColumn | undefined;
}

/** Under their headings. */
type Cells = ReadonlyMap<Heading, string>;

function cellsOf(headings: readonly Heading[], row: Row): Cells {
  const cells = headings.map((heading, index): [Heading, string] => [
    heading,
    textOfCell(row.cells[index] ?? "").trim(),
  ]);
  return new Map(cells.filter(([{ name }]) => name !== ""));
}

/** What stands under whichever heading means that field; empty where nothing does. */
function cellUnder(cells: Cells, field: string): string {
  for (const [{ column }, cell] of cells) if (cell !== "" && column?.field === field) return cell;
  return "";
}

/** What stands under a heading of that very name. */
function cellNamed(cells: Cells, wanted: string | undefined): string {
  for (const [{ name }, cell] of cells) if (name === wanted) return cell;
  return "";
}

/** Empty cells say nothing; columns that nobody knows become properties, as does what is said a second time. */
function valuesOf(sort: SortId, cells: Cells, sortColumn: string | undefined): Item {
  const values: Record<string, unknown> = {};
  const properties: Record<string, string> = {};
  for (const [{ name, column }, cell] of cells) {
    if (cell === "" || name === sortColumn) continue;
    if (column === undefined || column.field in values) properties[propertyOf(name)] = cell;
    else values[column.field] = column.read(column.field === "state" ? stateOf(cell) : cell);
  }
  const whole = Object.keys(properties).length === 0 ? values : { ...values, properties };
  return sort === "cable" ? withEnds(whole) : whole;
}
