import { Decimal, moneyText } from "../../../base/money.ts";
import { allocate } from "../allocate.ts";
import type { PriceBook } from "../book.ts";
import { scaled } from "../exact.ts";

/**
 * What is really paid of what lines come to: taxes are paid as the amounts are that they are on. The amounts that come
 * out are rounded, and add up to `gross`.
 */
export function withTaxes<Entry extends { readonly amount: string | Decimal }>(
  entries: readonly Entry[],
  gross: string,
  { currency, settings }: PriceBook,
): readonly (Omit<Entry, "amount"> & { readonly amount: string })[] {
  // Where only the sum of a bill is rounded, lines have parts of a cent, which nobody can pay.
  const payable = entries.map(
    ({ amount }) => new Decimal(moneyText(new Decimal(amount), currency)),
  );
  const rest = payable.reduce((left, amount) => left.minus(amount), new Decimal(gross));
  const weights = entries.map(({ amount }) => scaled(Decimal.max(amount, 0).toFixed()));
  const shares = allocate(rest, weights, currency, settings.remainder);
  return entries.map((entry, at) => ({
    ...entry,
    amount: moneyText((payable[at] ?? new Decimal(0)).plus(shares[at] ?? 0), currency),
  }));
}
