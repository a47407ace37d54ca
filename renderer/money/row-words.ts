import { withShorterNumbers } from "../../shared/base/shorter.ts";
import { bandWord, USED_BY_WORDS, type RatedLine } from "../../shared/pricing/engine/line.ts";
import { arranged, type ReadColumn, type Sorting } from "../ui/grid/read-column.ts";

/** What parts a sub-line from the others of its row. */
export function bandWords({ window, band, unused, usedBy, notes, class: kind }: RatedLine): string {
  return [
    window,
    bandWord(band),
    unused ? "not used by anybody" : "",
    usedBy === undefined ? "" : USED_BY_WORDS[usedBy],
    kind === "correction" ? "correction" : "",
    ...notes.map(withShorterNumbers),
  ]
    .filter((text) => text !== "")
    .join(", ");
}

/** `12 h`, `90 min`, `3 d 4 h`: how long something took, for people. */
export function lengthWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (milliseconds < 60_000) return `${Math.round(milliseconds / 1000)} s`;
  const [days, hours, rest] = [
    Math.floor(minutes / 1440),
    Math.floor(minutes / 60) % 24,
    minutes % 60,
  ];
  return [
    days === 0 ? "" : `${days} d`,
    hours === 0 ? "" : `${hours} h`,
    rest === 0 ? "" : `${rest} min`,
  ]
    .filter((text) => text !== "")
    .join(" ");
}

/** What is sorted by, and the columns that know how. */
export interface OwnSorting<R> extends Sorting {
  readonly columns: readonly ReadColumn<R>[];
}

/** Siblings in the order that was asked for. */
export function sortedRows<R extends object, T extends { readonly row: R }>(
  siblings: readonly T[],
  { columns, ...sorting }: OwnSorting<R>,
): readonly T[] {
  const byRow = new Map<R, T>(siblings.map((one) => [one.row, one]));
  return arranged([...byRow.keys()], columns, "", sorting).flatMap((row) => byRow.get(row) ?? []);
}

/** A row and those that stand below it. */
export function withBelow<R>(row: R, below: readonly R[]): readonly R[] {
  return [row].concat(below);
}
