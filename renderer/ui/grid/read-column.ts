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
  /** Nobody looks for what it says: a number, or a time. */
  readonly unsearched?: boolean;
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

/** The rows that hold every searched word. */
export function matching<R extends object>(
  rows: readonly R[],
  columns: readonly ReadColumn<R>[],
  search: string,
): readonly R[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = searchText(row, columns);
    return words.every((word) => text.includes(word));
  });
}

/** Those rows in the order asked for; equal ones keep theirs. */
export function arranged<R extends object>(
  rows: readonly R[],
  columns: readonly ReadColumn<R>[],
  search: string,
  sorting: Sorting,
): readonly R[] {
  const found = matching(rows, columns, search);
  const column = columns.find(({ id }) => id === sorting.column) ?? columns[0];
  if (column === undefined) return found;
  const keyed = found.map((row) => ({
    row,
    key: sortable(column.sortKey?.(row) ?? column.text(row)),
  }));
  const sign = sorting.descending ? -1 : 1;
  return keyed.sort((a, b) => sign * compare(a.key, b.key)).map(({ row }) => row);
}

const searched = new WeakMap<readonly unknown[], WeakMap<object, string>>();

/** All that a row says, in small letters; put together once for each row. */
export function searchText<R extends object>(row: R, columns: readonly ReadColumn<R>[]): string {
  const texts = searched.get(columns) ?? new WeakMap<object, string>();
  searched.set(columns, texts);
  let text = texts.get(row);
  if (text === undefined) {
    const said = columns.filter(({ unsearched }) => unsearched !== true);
    text = said.map((column) => column.text(row).toLowerCase()).join("\n");
    texts.set(row, text);
  }
  return text;
}

const COLLATOR = new Intl.Collator("en", { numeric: true });
/** What code points order as people do, once numbers are as long as each other. */
const PLAIN = /^[a-z0-9 .-]*$/;
const DIGITS = 12;

interface Text {
  readonly text: string;
  /** Compares like the text and far faster; null where only the collator can tell. */
  readonly plain: string | null;
}

function sortable(key: number | string): number | Text {
  if (typeof key === "number") return key;
  const small = key.toLowerCase();
  const plain = PLAIN.test(small)
    ? small.replace(/\d+/g, (digits) => digits.padStart(DIGITS, "0"))
    : null;
  return { text: key, plain };
}

function compare(a: number | Text, b: number | Text): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [one, other] = [textOf(a), textOf(b)];
  if (one.plain === null || other.plain === null) return COLLATOR.compare(one.text, other.text);
  if (one.plain === other.plain) return 0;
  return one.plain < other.plain ? -1 : 1;
}

function textOf(key: number | Text): Text {
  return typeof key === "object" ? key : { text: String(key), plain: null };
}
