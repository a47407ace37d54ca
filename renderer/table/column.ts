import type { ComponentType } from "react";
import type { DesignEdit } from "../../shared/design/edit.ts";
import type { ElementKey } from "../store/elements.ts";

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

/** One column of a table that is only read. */
export interface ReadColumn<R> {
  readonly id: string;
  readonly title: string;
  /** In pixels. */
  readonly width: number;
  readonly numeric?: boolean;
  /** What is shown, searched and, unless there is a `sortKey`, sorted by. */
  text(row: R): string;
  sortKey?(row: R): number | string;
  /** Draws the cell, where that is more than the text. */
  readonly Cell?: ComponentType<{ readonly row: R }>;
}

/** One column of a table of the design's elements. */
export interface Column<R extends Row> extends ReadColumn<R> {
  /** Undefined for a row whose cell cannot be changed. */
  editor?(row: R): CellEditor | undefined;
  /** What editing starts with, where it is not the shown text. */
  raw?(row: R): string;
  /** What makes this the value of all these rows; null for a value that cannot be. */
  edits?(rows: readonly R[], value: string): readonly DesignEdit[] | null;
}

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** The rows that hold every searched word, in the order asked for; equal ones keep theirs. */
export function arranged<R>(
  rows: readonly R[],
  columns: readonly ReadColumn<R>[],
  search: string,
  sorting: Sorting,
): readonly R[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found =
    words.length === 0
      ? rows
      : rows.filter((row) => {
          const text = columns.map((column) => column.text(row).toLowerCase()).join("\n");
          return words.every((word) => text.includes(word));
        });
  const column = columns.find(({ id }) => id === sorting.column) ?? columns[0];
  if (column === undefined) return found;
  const keys = new Map(found.map((row) => [row, column.sortKey?.(row) ?? column.text(row)]));
  const sign = sorting.descending ? -1 : 1;
  return found.toSorted((a, b) => sign * compare(keys.get(a) ?? "", keys.get(b) ?? ""));
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

function compare(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return COLLATOR.compare(String(a), String(b));
}
