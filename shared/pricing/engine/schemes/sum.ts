import { Decimal, moneyText } from "../../../base/money.ts";
import type { RatedLine } from "../line.ts";

export function sumOf(lines: readonly RatedLine[]): Decimal {
  return lines.reduce((sum, { rounded }) => sum.plus(rounded), new Decimal(0));
}

export function sumText(lines: readonly RatedLine[], currency: string): string {
  return moneyText(sumOf(lines), currency);
}
