import { Decimal, moneyText } from "../../../base/money.ts";
import { allocate } from "../allocate.ts";
import { monthsLater } from "../steps/months.ts";
import { defineScheme, type Payment } from "./scheme.ts";
import { sumOf } from "./sum.ts";

const MONTHS = { monthly: 1, quarterly: 3, annual: 12 } as const;

/** The sum in equal parts. Of a total that was agreed, what was used beyond it or below it is settled at the end. */
export const instalment = defineScheme({
  id: "instalment",
  title: "Instalments",
  collect: (lines, { count, cadence, start, total }, { book, calendar }) => {
    const lineKeys = lines.map(({ lineKey }) => lineKey);
    const sum = sumOf(lines);
    const agreed = total === undefined ? sum : new Decimal(total);
    const begin = start === undefined ? firstDue(lines, calendar.start) : Date.parse(start);
    const weights = Array.from({ length: count }, () => 1n);
    const at = (index: number): number => monthsLater(calendar, begin, index * MONTHS[cadence]);
    const parts = allocate(agreed, weights, book.currency, book.settings.remainder);
    const payment = (index: number, amount: Decimal, explain: string): Payment => ({
      lineKeys,
      scheme: "instalment",
      at: at(index),
      amount: moneyText(amount, book.currency),
      state: "due",
      explain,
    });
    const rest = sum.minus(agreed);
    return [
      ...parts.map((part, index) => payment(index, part, `instalment ${index + 1} of ${count}`)),
      ...(rest.isZero() ? [] : [payment(count - 1, rest, "used beyond or below the agreed total")]),
    ];
  },
});

function firstDue(lines: readonly { readonly start: string }[], otherwise: number): number {
  const first = Math.min(...lines.map(({ start }) => Date.parse(start)));
  return Number.isFinite(first) ? first : otherwise;
}
