import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import type { GroupedBy } from "../../shared/pricing/review/group-lines.ts";
import { money, quantity } from "../ui/money.ts";
import type { ReadColumn } from "../ui/grid/read-column.ts";
import type { MoneyRow } from "./line-rows.ts";
import { Turner } from "./Turner.tsx";

/** Digits of a unit price that are shown; a line's own text has all of them. */
const PRICE_DIGITS = 9;

type Column = ReadColumn<MoneyRow>;

/** The columns that say something about these lines; what is the same for all of them has none. */
export function lineColumns(
  lines: readonly RatedLine[],
  by: GroupedBy,
  currency: string,
): readonly Column[] {
  const months = new Set(lines.flatMap(({ period, billedIn }) => [period, billedIn]));
  const all: readonly (Column & { readonly left?: boolean })[] = [
    {
      id: "what",
      title: "What",
      width: 220,
      text: ({ title, note }) => (note === "" ? title : `${title} (${note})`),
      Cell: ({ row }) => <Turner row={row} title={row.title} note={row.note} />,
    },
    { id: "about", title: "For", width: 130, text: ({ about }) => about, left: by === "node" },
    {
      id: "period",
      title: "Month",
      width: 84,
      text: ({ period }) => period,
      left: months.size < 2 || by === "period",
    },
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
      width: 96,
      numeric: true,
      text: ({ unitPrice }) => (unitPrice === "" ? "" : money(unitPrice, currency, PRICE_DIGITS)),
      sortKey: (row) => Number(row.unitPrice),
    },
    {
      id: "discount",
      title: "Discounts",
      width: 96,
      numeric: true,
      text: ({ discount }) => (discount === "" ? "" : money(discount, currency)),
      sortKey: (row) => Number(row.discount),
      left: lines.every(({ discounts }) => discounts.length === 0),
    },
    {
      id: "amount",
      title: "Amount",
      width: 96,
      numeric: true,
      text: (row) => amountText(row, currency),
      sortKey: (row) => Number(row.amount),
    },
  ];
  return all.filter(({ left = false }) => !left);
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
