import type { UsageRule } from "../schema/rule.ts";
import type { Frame, Slice } from "../usage.ts";
import { accountUse } from "./claims.ts";
import type { Tariff } from "./tariff.ts";
import { contractMonths } from "./limit.ts";

/**
 * Adds a slice of nothing for each month in which a rule of the whole account was not used at all, where something
 * is due all the same: the fee of the first band, or a minimum.
 */
export function withZeroUsage(
  frame: Frame,
  tariff: Tariff,
  rule: UsageRule,
  slices: readonly Slice[],
): readonly Slice[] {
  if (!tariff.isDueUnused(rule)) return slices;
  const used = new Set(
    slices
      .filter(({ account }) => account === frame.contract.account)
      .map(({ period }) => period.label),
  );
  const use = accountUse(frame, rule.meter);
  const empty = contractMonths(frame).filter(
    (month) => !used.has(month.label) && tariff.holds(rule, use, month.start),
  );
  return [
    ...slices,
    ...empty.map((period): Slice => ({
      use,
      account: frame.contract.account,
      start: period.start,
      end: period.end,
      amount: 0n,
      isTotal: true,
      period,
      window: "",
      late: false,
      unused: false,
      free: "",
      part: null,
    })),
  ];
}
