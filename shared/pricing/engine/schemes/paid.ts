import type { Contract } from "../contract.ts";
import type { Totals } from "../invoice.ts";
import type { RatedLine } from "../line.ts";
import { collect } from "./index.ts";
import type { CollectionFrame, Payment } from "./scheme.ts";
import { withTaxes } from "./with-taxes.ts";

/** What is really paid: `amount` with its part of the taxes, `net` as its lines come to. */
export interface PaidPayment extends Payment {
  readonly net: string;
}

/** What is paid when, as the contract says; all amounts together are the gross total of the lines. */
export function paidFor(
  contract: Contract,
  lines: readonly RatedLine[],
  { gross }: Pick<Totals, "gross">,
  frame: CollectionFrame,
): readonly PaidPayment[] {
  const payments = collect(contract, lines, frame).map((one) =>
    Object.assign(one, { net: one.amount }),
  );
  return withTaxes(payments, gross, frame.book);
}
