import { formatMoney } from "../../../shared/base/money.ts";
import type { Variance } from "../../../shared/pricing/engine/variance.ts";
import { table } from "./table.ts";

/** Why rows came differently than they were projected: one row for each reason. Nothing when all came as planned. */
export function varianceLines(
  differences: readonly Variance[],
  currency: string,
): readonly string[] {
  const rows = differences.flatMap(({ title, node, period, projected, actual, steps }) =>
    steps.length === 0
      ? []
      : [
          [period, `${title} (${node})`, "projected", formatMoney(projected, currency)],
          ...steps.map(({ step, amount }) => ["", "", step, `${amount} ${currency}`]),
          ["", "", "actual", formatMoney(actual, currency)],
        ],
  );
  return rows.length === 0 ? [] : ["", ...table(["PERIOD", "WHAT", "WHY", "AMOUNT"], rows)];
}
