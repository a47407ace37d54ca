import { Decimal, moneyText } from "../../base/money.ts";
import type { RatedLine } from "../engine/line.ts";
import { componentIn } from "../engine/steps/target.ts";

/** What lines are put together by. */
export const GROUPED_BY = [
  "node",
  "component",
  "item",
  "environment",
  "period",
  "billedIn",
  "user",
  "account",
] as const;
export type GroupedBy = (typeof GROUPED_BY)[number];

/** Lines of one thing: sub-lines differ in rate window and band only. */
export interface LineRow {
  readonly compareKey: string;
  readonly lines: readonly RatedLine[];
  /** The sum of the rounded lines. */
  readonly amount: string;
}

export interface LineGroup {
  readonly key: string;
  readonly rows: readonly LineRow[];
  readonly lines: number;
  readonly amount: string;
}

/** The value that a line is grouped by; empty for a line that has none. */
export function groupKey(line: RatedLine, by: GroupedBy): string {
  return by === "component" ? componentIn(line.compareKey) : line[by];
}

/** Lines by what they have in common, each group with its sum, which together are the sum of all lines. */
export function groupLines(
  lines: readonly RatedLine[],
  by: GroupedBy,
  currency: string,
): readonly LineGroup[] {
  return [...Map.groupBy(lines, (line) => groupKey(line, by))].map(([key, own]) => ({
    key,
    rows: [...Map.groupBy(own, ({ compareKey }) => compareKey)].map(([compareKey, parts]) => ({
      compareKey,
      lines: parts.toSorted(inOrder),
      amount: sumOf(parts, currency),
    })),
    lines: own.length,
    amount: sumOf(own, currency),
  }));
}

/** Adds up what is charged, with the currency's decimals; more where a book rounds the invoice only. */
export function sumOf(lines: readonly Pick<RatedLine, "rounded">[], currency: string): string {
  const sum = lines.reduce((total, { rounded }) => total.plus(rounded), new Decimal(0));
  const text = moneyText(sum, currency);
  return sum.equals(text) ? text : sum.toFixed();
}

/** Windows by name, bands as they rise. */
function inOrder(a: RatedLine, b: RatedLine): number {
  if (a.window !== b.window) return a.window < b.window ? -1 : 1;
  return (Number.parseFloat(a.band) || 0) - (Number.parseFloat(b.band) || 0);
}
