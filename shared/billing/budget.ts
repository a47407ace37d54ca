import { z } from "zod";
import { Decimal, moneyText } from "../base/money.ts";
import { amountSchema, idSchema } from "../pricing/engine/schema/values.ts";
import { partOf, type Payers } from "../pricing/engine/invoice.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import { componentIn } from "../pricing/engine/steps/target.ts";

/** What is looked at: what was used, that and what will come, or what was projected when it was sent. */
const basisSchema = z.enum(["actual", "outlook", "projection"]);
export type BudgetBasis = z.infer<typeof basisSchema>;

export const thresholdSchema = z.strictObject({
  on: basisSchema.default("actual"),
  /** Of the amount. */
  percent: z.int().min(1).max(1000),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** How much money may be spent in a period, on what, and who is told when. */
export const budgetSchema = z
  .strictObject({
    id: idSchema,
    name: z.string().trim().min(1).max(200),
    /** All of the tenant unless narrowed down. */
    scope: z
      .strictObject({
        environment: z.string().optional(),
        /** A reusable component, by its id. */
        component: z.string().optional(),
        group: z.string().optional(),
        /** What one of several payers pays of it; the name that who is billed has there. */
        party: idSchema.optional(),
      })
      .default({}),
    /** Without taxes, in the currency of the contract. */
    amount: amountSchema.refine((amount) => !new Decimal(amount).isZero(), "more than nothing"),
    period: z.enum(["monthly", "quarterly", "annual"]).default("monthly"),
    thresholds: z
      .array(thresholdSchema)
      .min(1)
      .max(20)
      .default([
        { on: "actual", percent: 80 },
        { on: "actual", percent: 100 },
        { on: "outlook", percent: 100 },
      ]),
    /** E-mail addresses; the window shows it in any case. */
    recipients: z.array(z.email()).max(20).default([]),
    webhook: z.boolean().default(false),
    /** When all of it is spent what it is for is stopped, after the notice that the contract names. */
    stops: z.boolean().default(false),
  })
  .refine(
    ({ stops, scope }) => !stops || (scope.group ?? scope.component ?? scope.party) === undefined,
    {
      message: "only an environment, or all of them, can be stopped",
      path: ["stops"],
    },
  )
  .refine(({ stops, thresholds }) => !stops || thresholds.some(isAll), {
    message: "what is stopped at 100 % of what was used is told of then: that threshold is missing",
    path: ["thresholds"],
  });
export type Budget = z.infer<typeof budgetSchema>;

function isAll({ on, percent }: Threshold): boolean {
  return on === "actual" && percent >= 100;
}

/** How far a budget is spent. */
export const budgetStateSchema = z.strictObject({
  budget: budgetSchema,
  currency: z.string(),
  period: z.strictObject({ label: z.string(), start: z.iso.datetime(), end: z.iso.datetime() }),
  actual: z.string(),
  outlook: z.string(),
  projection: z.string(),
  /** What was spent by the end of each day so far, for a burn-down. */
  days: z.array(z.strictObject({ at: z.iso.datetime(), spent: z.string() })),
  /** Those that were told of in this period. */
  alerts: z.array(thresholdSchema.extend({ at: z.iso.datetime() })),
  /** When what it is for is stopped. */
  stopAt: z.iso.datetime().nullable(),
});
export type BudgetState = z.infer<typeof budgetStateSchema>;

/** Whether a line counts. */
export function isInScope({ scope }: Budget, line: RatedLine): boolean {
  const { environment, component, group } = scope;
  return (
    line.category !== "unpriced" &&
    (environment === undefined || line.environment === environment) &&
    (group === undefined || line.groups.includes(group)) &&
    (component === undefined || componentIn(line.lineKey) === component)
  );
}

/** When a budget is for, in which money, and who pays what is spent. */
export interface Spent {
  readonly period: { readonly start: string; readonly end: string };
  readonly currency: string;
  readonly payers: Payers;
}

/** What the lines of a budget's scope come to within its period, without taxes. */
export function spentOf(
  budget: Budget,
  lines: readonly RatedLine[],
  { period: { start, end }, currency, payers }: Spent,
): string {
  const { party } = budget.scope;
  const own = lines.filter(
    (line) => line.start >= start && line.start < end && isInScope(budget, line),
  );
  return moneyText(
    own.reduce(
      (sum, line) => sum.plus(party === undefined ? line.rounded : partOf(payers, line, party)),
      new Decimal(0),
    ),
    currency,
  );
}

/** The thresholds that are reached and were not told of in this period, the lowest first. */
export function newlyReached({
  budget,
  alerts,
  ...spent
}: Pick<BudgetState, "budget" | "alerts" | BudgetBasis>): readonly Threshold[] {
  const isKnown = ({ on, percent }: Threshold): boolean =>
    alerts.some((alert) => alert.on === on && alert.percent === percent);
  return budget.thresholds
    .filter((one) => !isKnown(one) && isReached(budget, one, spent[one.on]))
    .toSorted((a, b) => a.percent - b.percent);
}

function isReached({ amount }: Budget, { percent }: Threshold, spent: string): boolean {
  return new Decimal(spent).times(100).greaterThanOrEqualTo(new Decimal(amount).times(percent));
}

/** All of it is used up by what was really used. */
export function isSpent(budget: Budget, actual: string): boolean {
  return isReached(budget, { on: "actual", percent: 100 }, actual);
}

const BASIS_WORDS = {
  actual: "was used",
  outlook: "will have been used at the end of the period",
  projection: "was projected",
} as const satisfies Record<BudgetBasis, string>;

/** One sentence for a notice or a mail. */
export function alertText(
  { budget, currency, period, ...spent }: BudgetState,
  { on, percent }: Threshold,
): string {
  return `${budget.name}: ${percent} % of ${budget.amount} ${currency} for ${period.label} is reached; ${spent[on]} ${currency} ${BASIS_WORDS[on]}.`;
}
