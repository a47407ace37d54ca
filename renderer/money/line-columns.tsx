import { money, quantity } from "../ui/money.ts";
import type { ReadColumn } from "../ui/grid/read-column.ts";
import type { MoneyRow } from "./line-rows.ts";
import { Turner } from "./Turner.tsx";

/** Digits of a unit price that are shown; a line's own text has all of them. */
const PRICE_DIGITS = 9;

/** The columns of the table of lines, in one currency. */
export function lineColumns(currency: string): readonly ReadColumn<MoneyRow>[] {
  return [
    {
      id: "what",
      title: "What",
      width: 300,
      text: ({ title }) => title,
      Cell: ({ row }) => <Turner row={row}>{row.title}</Turner>,
    },
    { id: "about", title: "For", width: 150, text: ({ about }) => about },
    { id: "period", title: "Month", width: 90, text: ({ period }) => period },
    {
      id: "quantity",
      title: "Quantity",
      width: 150,
      numeric: true,
      text: (row) => (row.quantity === "" ? "" : `${quantity(row.quantity)} ${row.unit}`),
      sortKey: (row) => Number(row.quantity),
    },
    {
      id: "price",
      title: "Unit price",
      width: 110,
      numeric: true,
      text: ({ unitPrice }) => (unitPrice === "" ? "" : money(unitPrice, currency, PRICE_DIGITS)),
      sortKey: (row) => Number(row.unitPrice),
    },
    {
      id: "discount",
      title: "Discounts",
      width: 100,
      numeric: true,
      text: ({ discount }) => (discount === "" ? "" : money(discount, currency)),
      sortKey: (row) => Number(row.discount),
    },
    {
      id: "amount",
      title: "Amount",
      width: 110,
      numeric: true,
      text: (row) => amountText(row, currency),
      sortKey: (row) => Number(row.amount),
    },
  ];
}

function amountText({ amount, line }: MoneyRow, currency: string): string {
  if (amount !== "") return money(amount, currency);
  return line?.category === "unpriced" ? "No price" : "";
}

/** Rows as a spreadsheet takes them: exact numbers, and nothing that it would take for a formula. */
export function asTabbedText(rows: readonly MoneyRow[], currency: string): string {
  const head = ["What", "For", "Month", "Quantity", "Unit", "Unit price", "Discounts", "Amount"];
  const lines = rows.map((row) => [
    plain(`${"  ".repeat(row.level - 1)}${row.title}`),
    plain(row.about),
    plain(row.period),
    row.quantity,
    plain(row.unit),
    row.unitPrice,
    row.discount,
    row.amount,
  ]);
  return [[...head.slice(0, -1), `Amount in ${currency}`], ...lines]
    .map((cells) => cells.join("\t"))
    .join("\n");
}

function plain(text: string): string {
  const one = text.replaceAll(/[\t\r\n]+/g, " ");
  return /^\s*[=+\-@]/.test(one) ? `'${one}` : one;
}
