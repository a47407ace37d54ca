import { Decimal, decimalText } from "../../base/money.ts";
import { componentIn } from "../engine/steps/target.ts";
import { VARIANCE_STEPS, type Variance } from "../engine/variance.ts";

/** From what was projected to what came, one reason after the other: each begins where the one before ended. */
export interface Waterfall {
  readonly projected: string;
  readonly actual: string;
  /** In the order in which the inputs were exchanged; those that are zero are left out. */
  readonly steps: readonly WaterfallStep[];
}

export interface WaterfallStep {
  readonly step: (typeof VARIANCE_STEPS)[number];
  readonly amount: string;
  /** The sum before and after it. */
  readonly from: string;
  readonly to: string;
}

/** Adds rows up into one waterfall. `projected` + the steps = `actual`, exactly. */
export function waterfallOf(rows: readonly Variance[]): Waterfall {
  const sum = (amounts: readonly string[]): Decimal =>
    amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
  const projected = sum(rows.map((row) => row.projected));
  const actual = sum(rows.map((row) => row.actual));
  const byStep = Map.groupBy(
    rows.flatMap(({ steps }) => steps),
    ({ step }) => step,
  );
  let reached = projected;
  const steps = VARIANCE_STEPS.flatMap((step): WaterfallStep[] => {
    const amount = sum((byStep.get(step) ?? []).map((one) => one.amount));
    if (amount.isZero()) return [];
    const from = reached;
    reached = reached.plus(amount);
    return [{ step, ...texts({ amount, from, to: reached }) }];
  });
  return { ...texts({ projected, actual }), steps };
}

function texts<K extends string>(amounts: Record<K, Decimal>): Record<K, string> {
  const entries = Object.entries<Decimal>(amounts).map(([key, value]) => [key, decimalText(value)]);
  return Object.fromEntries(entries) as Record<K, string>;
}

/** What rows of a comparison are put together by. */
export const COMPARED_BY = ["environment", "node", "component", "period"] as const;
export type ComparedBy = (typeof COMPARED_BY)[number];

/** What a row of a comparison belongs to. */
export function comparedKey(row: Variance, by: ComparedBy): string {
  return by === "component" ? componentIn(row.compareKey) : row[by];
}
