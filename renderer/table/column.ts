import type { DesignEdit } from "../../shared/design/edit.ts";
import type { ElementKey } from "../store/elements.ts";
import type { ReadColumn } from "../ui/grid/read-column.ts";

/** How a cell is edited. A choice's empty value stands for none. */
export type CellEditor =
  | { readonly type: "text" }
  | { readonly type: "number"; readonly whole: boolean }
  | {
      readonly type: "choice";
      readonly options: readonly { readonly value: string; readonly label: string }[];
    };

/** One row of a table: an element of the design. */
export interface Row {
  readonly key: ElementKey;
  /** What it is called where several rows are spoken of. */
  readonly name: string;
}

/** One column of a table of the design's elements. */
export interface Column<R extends Row> extends ReadColumn<R> {
  /** Undefined for a row whose cell cannot be changed. */
  editor?(row: R): CellEditor | undefined;
  /** What editing starts with, where it is not the shown text. */
  raw?(row: R): string;
  /** What `edits` takes, where that is not everything: `a whole number from 1 on`. */
  readonly wanted?: string;
  /** What makes this the value of all these rows; null for a value that cannot be. */
  edits?(rows: readonly R[], value: string): readonly DesignEdit[] | null;
}
