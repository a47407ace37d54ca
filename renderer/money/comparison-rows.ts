import { Decimal, decimalText } from "../../shared/base/money.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { Variance } from "../../shared/pricing/engine/variance.ts";
import { isPriced } from "../../shared/pricing/rated.ts";
import { groupKey } from "../../shared/pricing/review/group-lines.ts";
import {
  comparedKey,
  waterfallOf,
  type ComparedBy,
  type Waterfall,
} from "../../shared/pricing/review/waterfall.ts";
import type { Names } from "./names.ts";
import { sortedRows, withBelow, type OwnSorting } from "./row-words.ts";

/** What runs, followed to some end: the lines metered so far and what is still to come. */
export interface Outlook {
  readonly title: string;
  readonly lines: readonly RatedLine[];
}

/** One row of *projected against actual*: everything, a group, or one thing in one month. */
export interface ComparedRow {
  readonly key: string;
  readonly level: number;
  readonly open: boolean | undefined;
  readonly title: string;
  readonly about: string;
  readonly period: string;
  readonly waterfall: Waterfall;
  /** The exact difference. */
  readonly difference: string;
  /** One amount for each outlook. */
  readonly outlooks: readonly string[];
}

interface Shown {
  readonly by: ComparedBy;
  readonly names: Names;
  readonly turned: ReadonlySet<string>;
  readonly outlooks: readonly Outlook[];
  readonly sorting: OwnSorting<ComparedRow>;
}

/** The sum of all first, then each group and, where it is open, its rows. */
export function comparisonRows(
  differences: readonly Variance[],
  shown: Shown,
): readonly ComparedRow[] {
  const sums = shown.outlooks.map(({ lines }) => outlookSums(lines, shown.by));
  const amounts = (pick: (sum: OutlookSums) => Decimal | undefined): readonly string[] =>
    sums.map((sum) => decimalText(pick(sum) ?? new Decimal(0)));
  const all = rowOf(differences, {
    key: "all",
    level: 1,
    title: "Everything",
    outlooks: amounts(({ total }) => total),
  });
  const byKey = Map.groupBy(differences, (row) => comparedKey(row, shown.by));
  const groups = [...byKey].map(([key, own]) => {
    const id = `group ${key}`;
    const title = shown.names.group(shown.by, key);
    const outlooks = amounts(({ groups }) => groups.get(key));
    const row = rowOf(own, { key: id, level: 1, title, outlooks });
    return { own, row: { ...row, open: shown.turned.has(id) } };
  });
  return [
    all,
    ...sortedRows(groups, shown.sorting).flatMap(({ own, row }) =>
      row.open ? withBelow(row, partsOf(own, shown, amounts)) : [row],
    ),
  ];
}

function partsOf(
  own: readonly Variance[],
  { names, sorting }: Shown,
  amounts: (pick: (sum: OutlookSums) => Decimal | undefined) => readonly string[],
): readonly ComparedRow[] {
  const rows = own.map((one) => {
    const outlooks = amounts(({ rows }) => rows.get(one.compareKey));
    const { title, period, compareKey: key } = one;
    return {
      row: {
        ...rowOf([one], { key, level: 2, title, outlooks }),
        period,
        about: names.node(one.node),
      },
    };
  });
  return sortedRows(rows, sorting).map(({ row }) => row);
}

function rowOf(
  own: readonly Variance[],
  named: Pick<ComparedRow, "key" | "level" | "title" | "outlooks">,
): ComparedRow {
  const waterfall = waterfallOf(own);
  const difference = decimalText(new Decimal(waterfall.actual).minus(waterfall.projected));
  return { ...named, open: undefined, about: "", period: "", waterfall, difference };
}

interface OutlookSums {
  readonly total: Decimal;
  readonly groups: ReadonlyMap<string, Decimal>;
  readonly rows: ReadonlyMap<string, Decimal>;
}

/** What an outlook comes to in all, for each group and for each row. */
function outlookSums(lines: readonly RatedLine[], by: ComparedBy): OutlookSums {
  const groups = new Map<string, Decimal>();
  const rows = new Map<string, Decimal>();
  let total = new Decimal(0);
  for (const line of lines.filter(isPriced)) {
    total = total.plus(line.rounded);
    for (const [sums, key] of [
      [groups, groupKey(line, by)],
      [rows, line.compareKey],
    ] as const)
      sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(line.rounded));
  }
  return { total, groups, rows };
}
