import { Decimal } from "../../shared/base/money.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import {
  sumOf,
  type GroupedBy,
  type LineGroup,
  type LineRow,
} from "../../shared/pricing/review/group-lines.ts";
import type { Reading } from "../../shared/pricing/review/readings.ts";
import type { Names } from "./names.ts";
import { bandWords, lengthWords, sortedRows, withBelow, type OwnSorting } from "./row-words.ts";

/** One row of the table of lines: a group, what is compared, one of its windows or bands, or a copy of it. */
export interface MoneyRow {
  readonly key: string;
  /** From 1, as a screen reader counts. */
  readonly level: number;
  /** Whether the rows below it are shown; undefined where there are none. */
  readonly open: boolean | undefined;
  readonly title: string;
  /** Beside the title: how many lines, how long. */
  readonly note: string;
  readonly about: string;
  readonly period: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly discount: string;
  /** Empty for a copy: what a copy used is part of a line, which is priced as a whole. */
  readonly amount: string;
  /** What explains the row's amount; for a group nothing does but its lines. */
  readonly line: RatedLine | null;
}

interface Shown {
  readonly by: GroupedBy;
  readonly currency: string;
  readonly names: Names;
  /** Rows that were opened or closed by hand; groups are open at first, all others closed. */
  readonly turned: ReadonlySet<string>;
  readonly sorting: OwnSorting<MoneyRow>;
  readonly readingsOf: ((line: RatedLine) => readonly Reading[]) | null;
}

/** The rows to be seen, in order: groups, below each its rows, below these windows and bands, below those the copies. */
export function lineRows(found: readonly LineGroup[], shown: Shown): readonly MoneyRow[] {
  const groups = found.map((group) => ({
    group,
    row: groupRow(group, shown),
  }));
  return sortedRows(groups, shown.sorting).flatMap(({ group, row }) =>
    row.open === true ? withBelow(row, rowsOf(group, shown)) : [row],
  );
}

function groupRow({ key, amount, lines }: LineGroup, shown: Shown): MoneyRow {
  const id = `group ${key}`;
  return {
    ...EMPTY,
    key: id,
    level: 1,
    open: !shown.turned.has(id),
    title: shown.names.group(shown.by, key),
    note: lines === 1 ? "1 line" : `${lines} lines`,
    amount,
  };
}

const EMPTY = {
  note: "",
  about: "",
  period: "",
  quantity: "",
  unit: "",
  unitPrice: "",
  discount: "",
  line: null,
} as const;

function rowsOf(group: LineGroup, shown: Shown): readonly MoneyRow[] {
  const rows = group.rows.map((own) => ({ own, row: comparedRow(own, shown) }));
  return sortedRows(rows, shown.sorting).flatMap(({ own, row }) => {
    if (row.open !== true) return [row];
    const [only] = own.lines;
    const single = own.lines.length === 1 && only !== undefined;
    const below = single
      ? copiesOf(only, 3, shown)
      : own.lines.flatMap((line) => partRows(line, shown));
    return withBelow(row, below);
  });
}

/** Sub-lines are one row until it is opened. */
function comparedRow({ compareKey, lines, amount }: LineRow, shown: Shown): MoneyRow {
  const [first] = lines;
  if (first === undefined) throw new Error("a row has no lines");
  const own = { key: `row ${compareKey}`, level: 2 };
  if (lines.length === 1) return { ...lineRow(first, shown, own), open: openOf(first, own, shown) };
  return {
    ...lineRow(first, shown, own),
    title: first.title,
    quantity: totalQuantity(lines),
    unitPrice: "",
    discount: discountOf(lines, shown.currency),
    amount,
    open: shown.turned.has(own.key),
    line: null,
  };
}

/** Together only where all count the same. */
function totalQuantity(lines: readonly RatedLine[]): string {
  const units = new Set(lines.map(({ unit }) => unit));
  if (units.size > 1) return "";
  return lines.reduce((sum, { quantity }) => sum.plus(quantity), new Decimal(0)).toFixed();
}

function partRows(line: RatedLine, shown: Shown): readonly MoneyRow[] {
  const own = { key: `line ${line.lineKey}`, level: 3 };
  const open = openOf(line, own, shown);
  const row = { ...lineRow(line, shown, own), title: bandWords(line), open };
  return open === true ? withBelow(row, copiesOf(line, 4, shown)) : [row];
}

/** Whether a line's copies and sessions are shown; undefined where there is only one of both. */
function openOf(line: RatedLine, { key }: { key: string }, shown: Shown): boolean | undefined {
  if (shown.readingsOf === null || line.instances < 2) return undefined;
  return shown.turned.has(key);
}

function lineRow(
  line: RatedLine,
  { names, currency }: Shown,
  own: Pick<MoneyRow, "key" | "level">,
): Omit<MoneyRow, "open"> {
  const { period, billedIn, quantity, unit, unitPrice } = line;
  const isProduct = !["minimum", "cap", "credit", "unpriced"].includes(line.category);
  return {
    ...own,
    title: [line.title, bandWords(line)].filter((text) => text !== "").join(", "),
    note: "",
    about: names.about(line),
    period: period === billedIn ? period : `${period}, billed in ${billedIn}`,
    quantity: isProduct ? quantity : "",
    unit: isProduct ? unit : "",
    unitPrice: isProduct ? unitPrice : "",
    discount: discountOf([line], currency),
    amount: isPriced(line) ? line.rounded : "",
    line,
  };
}

function discountOf(lines: readonly RatedLine[], currency: string): string {
  const off = lines.flatMap(({ discounts }) => discounts);
  return off.length === 0
    ? ""
    : sumOf(
        off.map(({ amount }) => ({ rounded: amount })),
        currency,
      );
}

/** Each copy and session of a line with the time that it ran. */
function copiesOf(line: RatedLine, level: number, shown: Shown): readonly MoneyRow[] {
  const readings = shown.readingsOf?.(line) ?? [];
  const byCopy = Map.groupBy(
    readings,
    ({ instance, segment }) => `${instance}\n${segment.session}`,
  );
  return [...byCopy].map(([key, own]): MoneyRow => {
    const [instance = "", session = ""] = key.split("\n");
    const times = own.flatMap(({ spans }) => spans);
    const time = times.reduce((sum, { start, end }) => sum + end - start, 0);
    return Object.assign(
      {
        key: `copy ${line.lineKey} ${key}`,
        level,
        open: undefined,
        title: session === "" ? instance : `${instance}, session ${session}`,
        note: time === 0 ? "" : lengthWords(time),
        amount: "",
      },
      { ...EMPTY, line },
    );
  });
}
