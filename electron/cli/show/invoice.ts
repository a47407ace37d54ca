import { moment, toInstant } from "../../../shared/base/clock.ts";
import { Decimal, formatMoney, formatPrice } from "../../../shared/base/money.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { Contract } from "../../../shared/pricing/engine/contract.ts";
import type { Totals } from "../../../shared/pricing/engine/invoice.ts";
import { dayIn } from "../../../shared/billing/bill-days.ts";
import { bandWord, USED_BY_WORDS, type RatedLine } from "../../../shared/pricing/engine/line.ts";
import { isPriced } from "../../../shared/pricing/rated.ts";
import type { Payment } from "../../../shared/pricing/engine/schemes/scheme.ts";
import { table } from "./table.ts";

/** Rated usage as a person reads an invoice. */
export function invoiceLines(bill: {
  readonly book: PriceBook;
  readonly contract: Contract;
  readonly lines: readonly RatedLine[];
  readonly totals: Totals;
  /** As they are really paid. */
  readonly payments: readonly Payment[];
}): readonly string[] {
  const { book, contract, lines, totals, payments } = bill;
  const paid = payments.map((payment) =>
    paymentRow(payment, totals.currency, contract.billingZone),
  );
  return [
    `${contract.billedParty ?? contract.account}, by ${book.name ?? book.id} revision ${book.revision}`,
    "",
    ...lineTable(lines, totals.currency, (node) => node),
    "",
    ...totalLines(totals),
    ...unpricedLines(lines, (node) => node),
    ...(paid.length === 0 ? [] : ["", ...table(["DUE", "BY", "FOR", "AMOUNT"], paid)]),
  ];
}

/** All that has a price; `name` is what people call a node. */
export function lineTable(
  lines: readonly RatedLine[],
  currency: string,
  name: (node: string) => string,
): readonly string[] {
  const rows = lines
    .filter(isPriced)
    .toSorted(inOrder)
    .flatMap((line) => rowsOf(line, currency, name));
  return table(["PERIOD", "WHAT", "FOR", "QUANTITY", "UNIT", "PRICE", "AMOUNT"], rows);
}

/** What no price was found for is never silently free. */
export function unpricedLines(
  lines: readonly RatedLine[],
  name: (node: string) => string,
): readonly string[] {
  return lines
    .filter((line) => !isPriced(line))
    .map(
      ({ title, node, start, end }) =>
        `${title} (${name(node)}, ${moment(start)} to ${moment(end)}): not in the total.`,
    );
}

/** By month, then by what it is about; bands as they rise. */
function inOrder(a: RatedLine, b: RatedLine): number {
  return (
    compare(a.billedIn, b.billedIn) ||
    compare(a.period, b.period) ||
    compare(a.compareKey, b.compareKey) ||
    compare(a.window, b.window) ||
    (Number.parseFloat(a.band) || 0) - (Number.parseFloat(b.band) || 0)
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

type Row = readonly string[];

/** A line, and below it a row for each note and each discount. */
function rowsOf(line: RatedLine, currency: string, name: (node: string) => string): readonly Row[] {
  const { title, period, billedIn, rounded, discounts, notes } = line;
  const details = [
    line.window,
    bandWord(line.band),
    line.unused ? "unused" : "",
    line.usedBy === undefined ? "" : USED_BY_WORDS[line.usedBy],
    line.class === "correction" ? "correction" : "",
  ];
  const what = [title, ...details.filter((text) => text !== "")].join(", ");
  const whose = name(line.node) || line.groups.join(", ") || line.environment || line.user;
  return [
    [
      period === billedIn ? period : `${period} in ${billedIn}`,
      what,
      whose || line.account,
      ...productOf(line, currency),
      amountOf(rounded, currency),
    ],
    ...notes.map((note) => ["", `  ${note}`]),
    ...discounts.map(({ title: name, amount }) => [
      "",
      `  ${name}: ${shorter(amount)} ${currency}`,
    ]),
  ];
}

/** Quantity, unit and price; nothing where an amount is not a product. */
function productOf({ category, quantity, unit, unitPrice, fee }: RatedLine, currency: string): Row {
  if (category === "minimum" || category === "cap" || category === "credit") return ["", "", ""];
  const price = formatPrice(unitPrice, currency);
  const flat = `${shorter(new Decimal(fee).toFixed())} ${currency} flat`;
  const isFee = !new Decimal(fee).isZero();
  const both = isFee ? (unitPrice === "0" ? flat : `${price} + ${flat}`) : price;
  return [shorter(quantity), unit, both];
}

/** What a line charges: to the cent, or precise where only invoices are rounded. */
function amountOf(rounded: string, currency: string): string {
  const shown = shorter(rounded);
  return shown === rounded ? formatPrice(rounded, currency) : `${shown} ${currency}`;
}

/** What a page has room for; all digits are in the JSON. */
function shorter(number: string): string {
  const [whole = "", fraction = ""] = number.split(".");
  return fraction.length > 6 ? `${whole}.${fraction.slice(0, 6)}…` : number;
}

export function totalLines({ net, taxes, gross, parties, currency }: Totals): readonly string[] {
  return [
    ...(taxes.length === 0 ? [] : [`Net: ${formatMoney(net, currency)}`]),
    ...taxes.map(
      ({ id, percent, amount }) => `${id} ${percent} %: ${formatMoney(amount, currency)}`,
    ),
    `Total: ${formatMoney(gross, currency)}`,
    ...parties.map(({ party, amount }) => `  ${party} pays ${formatMoney(amount, currency)}`),
  ];
}

/** By the day where months end, as on a bill. */
function paymentRow(payment: Payment, currency: string, zone: string): Row {
  const { at, scheme, explain, amount, state } = payment;
  const paid = state === "paid" ? ", paid from a deposit" : "";
  return [dayIn(toInstant(at), zone), scheme, `${explain}${paid}`, formatMoney(amount, currency)];
}
