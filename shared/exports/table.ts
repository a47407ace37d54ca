import { textCell } from "../formats/formats/csv/cells.ts";
import { printTable } from "../formats/formats/csv/table.ts";

/** One column of a file for spreadsheets: numbers stay as they are, words are never run as formulas. */
export interface Column<Row> {
  readonly name: string;
  readonly sort: "number" | "text";
  readonly of: (row: Row) => string;
}

/** The heading, and one row for each. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const heading = columns.map(({ name }) => name);
  const cells = rows.map((row) =>
    columns.map(({ sort, of }) => (sort === "text" ? textCell(of(row)) : of(row))),
  );
  return printTable([heading, ...cells]);
}
