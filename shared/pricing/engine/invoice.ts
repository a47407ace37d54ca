import { z } from "zod";
import { Decimal, moneyText } from "../../base/money.ts";
import { allocate } from "./allocate.ts";
import type { PriceBook } from "./book.ts";
import type { Contract } from "./contract.ts";
import { scaled } from "./exact.ts";
import type { RatedLine } from "./line.ts";
import { roundBy } from "./steps/round.ts";

/** What lines come to. All amounts are rounded, and `net` + taxes = `gross`. */
export const totalsSchema = z.strictObject({
  currency: z.string(),
  net: z.string(),
  taxes: z
    .array(z.strictObject({ id: z.string(), percent: z.string(), amount: z.string() }))
    .readonly(),
  gross: z.string(),
  /** Each payer's part of `gross`; they add up to it. Empty where there is one payer. */
  parties: z.array(z.strictObject({ party: z.string(), amount: z.string() })).readonly(),
});
export type Totals = z.infer<typeof totalsSchema>;

/** Adds lines up as the book rounds: each line, or the sum; net and tax apart, or together. */
export function totalsOf(
  { settings, currency }: PriceBook,
  { parties }: Pick<Contract, "parties">,
  lines: readonly Pick<RatedLine, "rounded">[],
): Totals {
  const roundedTo = (amount: Decimal): Decimal => roundBy(amount, currency, settings);
  const exact = add(lines.map(({ rounded }) => new Decimal(rounded)));
  const net = roundedTo(exact);
  const taxes = Object.entries(settings.taxes).map(([id, percent]) => {
    const taxOn = (amount: Decimal): Decimal => amount.times(percent).dividedBy(100);
    return { id, percent, amount: roundedTo(taxOn(net)), exact: taxOn(exact) };
  });
  const together = settings.taxRounding === "together";
  const gross = together
    ? roundedTo(exact.plus(add(taxes.map((tax) => tax.exact))))
    : net.plus(add(taxes.map(({ amount }) => amount)));
  const text = (amount: Decimal): string => moneyText(amount, currency);
  return {
    currency,
    // With gross rounded once, the first tax is what is left of it.
    net: text(net),
    taxes: taxes.map(({ id, percent, amount }, at) => {
      const others = taxes.filter((_, index) => index !== at).map((tax) => tax.amount);
      const own = together && at === 0 ? gross.minus(net).minus(add(others)) : amount;
      return { id, percent, amount: text(own) };
    }),
    gross: text(gross),
    parties: sharesOf(gross, parties, { settings, currency }),
  };
}

/** What each of several payers has to pay of an amount, by weight; together it is all of it. */
export function sharesOf(
  gross: Decimal,
  parties: Contract["parties"],
  { settings, currency }: Pick<PriceBook, "settings" | "currency">,
): Totals["parties"] {
  const weights = parties.map(({ weight }) => scaled(weight));
  const parts = allocate(gross, weights, currency, settings.remainder);
  return parties.map(({ party }, at) => ({
    party,
    amount: moneyText(parts[at] ?? new Decimal(0), currency),
  }));
}

function add(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
}
