import { z } from "zod";
import { Decimal, moneyText } from "../../base/money.ts";
import { allocate } from "./allocate.ts";
import type { PriceBook } from "./book.ts";
import type { Contract } from "./contract.ts";
import { scaled } from "./exact.ts";
import type { RatedLine } from "./line.ts";
import { sharersOf, type Party } from "./sharing.ts";
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
  payers: Payers,
  lines: readonly Payable[],
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
    parties: sharesOf(gross, payers, lines, { settings, currency }),
  };
}

/** Who pays, as a contract says it. */
export type Payers = Pick<Contract, "parties" | "sharing"> &
  Partial<Pick<Contract, "billedParty" | "account">>;

/** An amount, and of what and when it is; without that it is of the whole contract. */
export type Payable = Pick<RatedLine, "rounded"> &
  Partial<Pick<RatedLine, "environment" | "start">>;

/**
 * What each of several payers has to pay of an amount that lines come to; together it is all of it. Those of an
 * environment that is shared by itself are paid by who shares it, the rest by the parties of the contract.
 */
export function sharesOf(
  gross: Decimal,
  payers: Payers,
  lines: readonly Payable[],
  { settings, currency }: Pick<PriceBook, "settings" | "currency">,
): Totals["parties"] {
  const parties = weightsOf(payers, lines);
  const weights = parties.map(({ weight }) => scaled(weight));
  const parts = allocate(gross, weights, currency, settings.remainder);
  return parties.map(({ party }, at) => ({
    party,
    amount: moneyText(parts[at] ?? new Decimal(0), currency),
  }));
}

/** How much of the lines is whose. */
function weightsOf(payers: Payers, lines: readonly Payable[]): readonly Party[] {
  const others = payers.parties;
  if (payers.sharing === undefined) return others;
  const groups = Map.groupBy(lines, (line) => payersOf(payers, line));
  if ([...groups.keys()].every((one) => one === others)) return others;
  const sums = new Map<string, Decimal>();
  for (const [own, part] of groups) {
    const net = add(part.map(({ rounded }) => new Decimal(rounded)));
    for (const [party, share] of partsAmong(payers, own, net))
      sums.set(party, (sums.get(party) ?? new Decimal(0)).plus(share));
  }
  return [...sums].map(([party, sum]) => ({ party, weight: sum.toDecimalPlaces(18).toFixed() }));
}

/** An amount in parts by weight, to as many digits as there are; all of it is who is billed's where nobody shares. */
function partsAmong(
  { billedParty, account = "" }: Payers,
  parties: readonly Party[],
  amount: Decimal,
): readonly (readonly [party: string, part: Decimal])[] {
  if (parties.length === 0) return [[billedParty ?? account, amount]];
  const whole = add(parties.map(({ weight }) => new Decimal(weight)));
  return parties.map(({ party, weight }) => [
    party,
    whole.isZero() ? amount.dividedBy(parties.length) : amount.times(weight).dividedBy(whole),
  ]);
}

/**
 * Each payer's part of an amount that follows from all lines, such as a tax, to 24 decimals; together it is all of it.
 * Empty where there is one payer.
 */
export function partsByPayer(
  amount: string,
  payers: Payers,
  lines: readonly Payable[],
): readonly { readonly party: string; readonly amount: Decimal }[] {
  const parties = weightsOf(payers, lines);
  if (parties.length === 0) return [];
  const [first, ...others] = partsAmong(payers, parties, new Decimal(amount)).map(
    ([party, part]) => ({ party, amount: part.toDecimalPlaces(24) }),
  );
  if (first === undefined) return [];
  const rest = new Decimal(amount).minus(add(others.map((part) => part.amount)));
  return [{ party: first.party, amount: rest }, ...others];
}

/** What a party pays of a line, before anything is rounded. */
export function partOf(payers: Payers, line: Payable, party: string): Decimal {
  const parts = partsAmong(payers, payersOf(payers, line), new Decimal(line.rounded));
  return parts.find(([name]) => name === party)?.[1] ?? new Decimal(0);
}

/** Who shares a line; nobody where all of it is who is billed's. */
export function payersOf(payers: Payers, { environment = "", start = "" }: Payable) {
  const own = sharersOf(payers, environment, Date.parse(start));
  return own.length > 0 ? own : payers.parties;
}

function add(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
}
