import { Decimal, decimalText } from "../base/money.ts";
import type { Rated } from "./rated.ts";

/** What an amount that nothing was rounded of comes to with its taxes. `percents`: of each tax, on the amount. */
export function withTaxes(net: Decimal, percents: readonly string[]): Decimal {
  const all = percents.reduce((sum, percent) => sum.plus(percent), new Decimal(100));
  return net.times(all).dividedBy(100);
}

/** What lines come to with taxes before anything is rounded, so that even little is seen to grow. */
export function unroundedGross({ lines, totals }: Pick<Rated, "lines" | "totals">): string {
  const net = lines.reduce((sum, line) => sum.plus(line.net), new Decimal(0));
  const percents = totals.taxes.map(({ percent }) => percent);
  return decimalText(withTaxes(net, percents));
}
