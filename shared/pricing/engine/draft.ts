import type { Decimal } from "../../base/money.ts";
import type { Period } from "./calendar.ts";
import type { Fraction } from "./exact.ts";
import type { RatedLine } from "./line.ts";
import type { Rule } from "./schema/rule.ts";
import type { Charged } from "./shapes/shape.ts";
import type { Use } from "./usage.ts";

/** A row of what was taken off. */
export interface DraftDiscount {
  readonly id: string;
  readonly title: string;
  /** Negative. */
  readonly amount: Decimal;
}

/** A line on its way through the steps: each gives new ones and changes none. */
export interface Draft {
  /** Without period, window and band. */
  readonly target: string;
  readonly category: RatedLine["category"];
  /** None for what the contract asks for. */
  readonly rule: Rule | undefined;
  /** Whose bands, minimum and maximum it belongs to. */
  readonly accumulator: string;
  readonly use: Use;
  readonly account: string;
  readonly period: Period;
  readonly late: boolean;
  readonly window: string;
  readonly band: string;
  readonly unused: boolean;
  readonly quantity: Fraction;
  readonly unit: string;
  readonly unitPrice: string;
  readonly fee: Decimal;
  readonly list: Decimal;
  readonly discounts: readonly DraftDiscount[];
  /** What it is made of; empty for amounts that have no quantity. */
  readonly parts: readonly Charged[];
  readonly start: number;
  readonly end: number;
  readonly notes: readonly string[];
  /** Of something that goes on and was made before: it says the same, but ended earlier. */
  readonly lengthens?: Draft | undefined;
}

/** What is to be paid, so far. */
export function netOf({ list, discounts }: Pick<Draft, "list" | "discounts">): Decimal {
  return discounts.reduce((sum, { amount }) => sum.plus(amount), list);
}
