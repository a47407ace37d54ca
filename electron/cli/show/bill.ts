import { pathName } from "../../../shared/design/path-names.ts";
import { formatMoney, formatPrice } from "../../../shared/base/money.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Bill } from "../../../shared/pricing/charge.ts";
import { table } from "./table.ts";

/** A bill as a person reads it: every line with quantity, unit price and reason. */
export function billLines(bill: Bill, design: Design | undefined): readonly string[] {
  const name = (node: string): string => (design === undefined ? node : pathName(node, design));
  const rows = bill.charges.map((charge) => [
    name(charge.node),
    charge.reason,
    charge.quantity,
    charge.unit,
    formatPrice(charge.unitPrice, bill.currency),
    formatMoney(charge.rounded, bill.currency),
  ]);
  return [
    ...table(["NODE", "WHAT", "QUANTITY", "UNIT", "PRICE", "AMOUNT"], rows),
    `Total: ${formatMoney(bill.total, bill.currency)}`,
    ...bill.unpriced.map(
      ({ node, item }) => `No rate for ${item} of ${name(node)}: not in the total.`,
    ),
  ];
}
