import type { ComponentType } from "react";

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

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** A click on a heading: by that column, and the other way round when it was already. */
export function sortedBy(before: Sorting, column: string): Sorting {
  return { column, descending: before.column === column && !before.descending };
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
