import { formatMoney, formatPrice } from "../base/money.ts";
import { shorter, withShorterNumbers } from "../base/shorter.ts";
import { table } from "../base/text-table.ts";
import { bandWord, USED_BY_WORDS, type RatedLine } from "../pricing/engine/line.ts";
import { billedDays, dayIn } from "./bill-days.ts";
import { nodeNameOf } from "./bill-names.ts";
import { openAmount, type Bill } from "./bill.ts";

const TITLES = {
  periodic: "Bill",
  "on-demand": "Bill",
  "credit-note": "Credit note",
  "debit-note": "Debit note",
} as const satisfies Record<Bill["kind"], string>;

/** `Bill LW-000042`, `Credit note (draft)`. */
export function billTitle({ kind, number }: Pick<Bill, "kind" | "number">): string {
  return number === "" ? `${TITLES[kind]} (draft)` : `${TITLES[kind]} ${number}`;
}

/**
 * A bill as a person reads it, in plain text: the same on the terminal and in a mail. `nameOf` says what people call
 * an environment or a user, where the bill itself does not.
 */
export function billText(bill: Bill, nameOf: (id: string) => string = String): readonly string[] {
  const { currency, lines, reason, schedule, payments } = bill;
  const money = (amount: string): string => formatMoney(amount, currency);
  const day = (instant: string): string => dayIn(instant, bill.zone);
  const { first, last } = billedDays(bill);
  const rows = lines
    .toSorted(inOrder)
    .flatMap((line) => lineRows(line, currency, whoseOn(bill, line, nameOf)));
  const due = schedule.map((one): readonly string[] => {
    const paid = one.state === "paid" ? "paid from a deposit" : one.explain;
    return [day(one.at), one.scheme, paid, money(one.amount)];
  });
  const paid = payments.map((one): readonly string[] => {
    return [day(one.at), one.provider, one.reference, money(one.amount)];
  });
  return [
    `${billTitle(bill)}${bill.status === "void" ? ", void" : ""}`,
    `${first} to ${last}, by ${bill.book.id} revision ${bill.book.revision}`,
    ...(reason === "" ? [] : [reason]),
    "",
    ...customerText(bill),
    "",
    ...(rows.length === 0
      ? ["Nothing was used."]
      : table(["PERIOD", "WHAT", "FOR", "QUANTITY", "UNIT", "PRICE", "AMOUNT"], rows)),
    "",
    ...totalsText(bill),
    ...(due.length === 0 ? [] : ["", ...table(["DUE", "BY", "FOR", "AMOUNT"], due)]),
    ...(paid.length === 0 ? [] : ["", ...table(["PAID", "BY", "REFERENCE", "AMOUNT"], paid)]),
    ...(bill.status === "draft" ? [] : [openText(bill)]),
  ];
}

function openText(bill: Bill): string {
  const open = openAmount(bill);
  return open.startsWith("-")
    ? `Owed back: ${formatMoney(open.slice(1), bill.currency)}`
    : `To be paid: ${formatMoney(open, bill.currency)}`;
}

function customerText({ customer }: Bill): readonly string[] {
  const { name, address, taxId, reference } = customer;
  const { street, postalCode, city, country } = address;
  return [
    name,
    street,
    `${country} ${postalCode} ${city}`.replace(/\s+/g, " "),
    ...(taxId === undefined ? [] : [`Tax ID ${taxId}`]),
    ...(reference === undefined ? [] : [`Your reference: ${reference}`]),
  ];
}

/** By month, then by what it is about. */
function inOrder(a: RatedLine, b: RatedLine): number {
  const [one, other] = [`${a.period} ${a.lineKey}`, `${b.period} ${b.lineKey}`];
  return one < other ? -1 : Number(one > other);
}

/** What a line is of, by name; where nodes of several environments are on a bill, of which of them too. */
function whoseOn({ lines, names }: Bill, line: RatedLine, nameOf: (id: string) => string): string {
  const environment = names?.environments[line.environment] ?? nameOf(line.environment);
  const user = names?.users[line.user] ?? nameOf(line.user);
  if (line.node === "") return line.groups.join(", ") || environment || user || line.account;
  const node = nodeNameOf(names, line);
  const several = lines.some((one) => one.node !== "" && one.environment !== line.environment);
  return several ? `${node}, ${environment}` : node;
}

function lineRows(
  line: RatedLine,
  currency: string,
  whose: string,
): readonly (readonly string[])[] {
  const { title, window, band, notes, discounts, category, usedBy } = line;
  const what = [
    title,
    window,
    bandWord(band),
    line.unused ? "unused" : "",
    usedBy === undefined ? "" : USED_BY_WORDS[usedBy],
  ];
  const isProduct = category !== "minimum" && category !== "cap" && category !== "credit";
  const product = isProduct
    ? [shorter(line.quantity), line.unit, formatPrice(line.unitPrice, currency)]
    : ["", "", ""];
  return [
    [
      line.period,
      what.filter((text) => text !== "").join(", "),
      whose,
      ...product,
      formatMoney(line.rounded, currency),
    ],
    ...notes.map((note) => ["", `  ${withShorterNumbers(note)}`]),
    ...discounts.map((one) => ["", `  ${one.title}: ${shorter(one.amount)} ${currency}`]),
  ];
}

function totalsText({ totals, currency }: Bill): readonly string[] {
  const { net, taxes, gross, parties } = totals;
  return [
    ...(taxes.length === 0 ? [] : [`Net: ${formatMoney(net, currency)}`]),
    ...taxes.map(
      ({ id, percent, amount }) => `${id} ${percent} %: ${formatMoney(amount, currency)}`,
    ),
    `Total: ${formatMoney(gross, currency)}`,
    ...parties.map(({ party, amount }) => `  ${party} pays ${formatMoney(amount, currency)}`),
  ];
}
