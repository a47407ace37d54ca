import { Decimal, formatMoney } from "../../shared/base/money.ts";
import type { Bill } from "../../shared/pricing/charge.ts";

/** A bill as a page of text that a person can check with a pocket calculator. */
export function invoiceText(title: string, bill: Bill): string {
  const rows = bill.charges.map((charge) => [
    charge.lineKey,
    charge.quantity,
    charge.unit,
    charge.unitPrice,
    charge.amount,
    charge.rounded,
    charge.reason,
  ]);
  const heads = ["line", "quantity", "unit", "unit price", "exact amount", "rounded", "because"];
  const lines = table([heads, ...rows], new Set([1, 3, 4, 5]));
  const unpriced = bill.unpriced.map(({ node, meter, item }) => `  ${node}: ${meter} of ${item}`);
  return [
    title,
    `${bill.source === "projected" ? "Quote" : "Statement"} in ${bill.currency}`,
    "",
    ...lines,
    "",
    `Total of ${rows.length} lines: ${formatMoney(new Decimal(bill.total), bill.currency)}`,
    ...(unpriced.length > 0 ? ["Without a rate:", ...unpriced] : []),
    "",
  ].join("\n");
}

function table(rows: readonly (readonly string[])[], right: ReadonlySet<number>): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        right.has(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
}
