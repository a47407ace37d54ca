import { Decimal, moneyText } from "../base/money.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { sharesOf, totalsOf, type Payers, type Totals } from "../pricing/engine/invoice.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import type { Bill } from "./bill.ts";
import type { CustomerContract } from "./customer-contract.ts";

/**
 * What lines come to on a bill: all that is billed in the period, rounded once, less what bills before came to. So
 * taxes and roundings of a month are the same however it was cut into bills. Where somebody else paid the bills before,
 * who pays this one shares this one alone.
 */
export function billTotals(
  book: PriceBook,
  contract: Payers,
  revision: CustomerContract["revision"],
  lines: readonly RatedLine[],
  before: readonly Bill[],
): Totals {
  const all = totalsOf(book, contract, [...before.flatMap((bill) => bill.lines), ...lines]);
  const { currency } = all;
  const less = (amount: string, parts: readonly (string | undefined)[]): string =>
    moneyText(
      parts.reduce((rest, part) => rest.minus(part ?? 0), new Decimal(amount)),
      currency,
    );
  const totals = before.map((bill) => bill.totals);
  const gross = less(
    all.gross,
    totals.map((one) => one.gross),
  );
  const sameParties = before.every((bill) => bill.contract.revision === revision);
  return {
    currency,
    net: less(
      all.net,
      totals.map(({ net }) => net),
    ),
    taxes: all.taxes.map((tax) => {
      const own = totals.map(({ taxes }) => taxes.find(({ id }) => id === tax.id)?.amount);
      return { ...tax, amount: less(tax.amount, own) };
    }),
    gross,
    parties: sameParties
      ? all.parties.map(({ party, amount }) => {
          const own = totals.map(
            ({ parties }) => parties.find((one) => one.party === party)?.amount,
          );
          return { party, amount: less(amount, own) };
        })
      : sharesOf(new Decimal(gross), contract, lines, book),
  };
}

/** The same, taken back. */
export function negatedTotals({ currency, net, taxes, gross, parties }: Totals): Totals {
  const back = (amount: string): string => negated(amount, currency);
  return {
    currency,
    net: back(net),
    taxes: taxes.map((tax) => ({ ...tax, amount: back(tax.amount) })),
    gross: back(gross),
    parties: parties.map((one) => ({ ...one, amount: back(one.amount) })),
  };
}

export function negated(amount: string, currency: string): string {
  return moneyText(new Decimal(amount).negated(), currency);
}
