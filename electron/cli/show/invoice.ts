import { formatMoney, formatPrice } from "../../../shared/base/money.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { Contract } from "../../../shared/pricing/engine/contract.ts";
import type { Totals } from "../../../shared/pricing/engine/invoice.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import type { Payment } from "../../../shared/pricing/engine/schemes/scheme.ts";
import { table } from "./table.ts";

/** Rated usage as a person reads an invoice. */
export function invoiceLines(bill: {
  readonly book: PriceBook;
  readonly contract: Contract;
  readonly lines: readonly RatedLine[];
  readonly totals: Totals;
  readonly payments: readonly Payment[];
}): readonly string[] {
  const { book, contract, lines, totals, payments } = bill;
  const priced = lines.filter(({ category }) => category !== "unpriced");
  const unpriced = lines.filter(({ category }) => category === "unpriced");
  const head = ["PERIOD", "WHAT", "FOR", "QUANTITY", "UNIT", "PRICE", "AMOUNT"];
  return [
    `${contract.billedParty ?? contract.account}, by ${book.name} revision ${book.revision}`,
    "",
    ...table(
      head,
      priced.flatMap((line) => rowsOf(line, totals.currency)),
    ),
    "",
    ...totalLines(totals),
    ...unpriced.map(({ title, node }) => `${title} (${node}): not in the total.`),
    ...(payments.length === 0
      ? []
      : [
          "",
          ...table(
            ["DUE", "BY", "FOR", "AMOUNT"],
            payments.map((payment) => paymentRow(payment, totals.currency)),
          ),
        ]),
  ];
}

/** A line, and a row for each discount in it. */
function rowsOf(line: RatedLine, currency: string): readonly (readonly string[])[] {
  const { period, title, node, environment, quantity, unit, unitPrice, rounded, discounts } = line;
  const where = [
    line.window,
    line.band === "" ? "" : `band ${line.band}`,
    line.unused ? "unused" : "",
  ];
  const what = [title, ...where.filter((text) => text !== "")].join(", ");
  const whose = node || environment || line.user || line.groups.join(", ") || line.account;
  return [
    [
      period,
      what,
      whose,
      shorter(quantity),
      unit,
      formatPrice(unitPrice, currency),
      formatMoney(rounded, currency),
    ],
    ...discounts.map(({ title: name, amount }) => [
      "",
      `  ${name}`,
      "",
      "",
      "",
      "",
      `(${shorter(amount)})`,
    ]),
  ];
}

/** What a page has room for; all digits are in the JSON. */
function shorter(number: string): string {
  const [whole = "", fraction = ""] = number.split(".");
  return fraction.length > 6 ? `${whole}.${fraction.slice(0, 6)}…` : number;
}

function totalLines({ net, taxes, gross, parties, currency }: Totals): readonly string[] {
  return [
    ...(taxes.length === 0 ? [] : [`Net: ${formatMoney(net, currency)}`]),
    ...taxes.map(
      ({ id, percent, amount }) => `${id} ${percent} %: ${formatMoney(amount, currency)}`,
    ),
    `Total: ${formatMoney(gross, currency)}`,
    ...parties.map(({ party, amount }) => `  ${party} pays ${formatMoney(amount, currency)}`),
  ];
}

function paymentRow(
  { at, scheme, explain, amount, state }: Payment,
  currency: string,
): readonly string[] {
  const paid = state === "paid" ? ", paid from a deposit" : "";
  return [new Date(at).toISOString(), scheme, `${explain}${paid}`, formatMoney(amount, currency)];
}
