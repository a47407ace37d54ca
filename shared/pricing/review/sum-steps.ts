import { Decimal, decimalText } from "../../base/money.ts";
import type { RatedLine } from "../engine/line.ts";

/** One step of the way from a quantity to what is charged. All amounts are exact, in the line's currency. */
export type SumStep =
  | {
      readonly type: "product";
      readonly quantity: string;
      readonly unit: string;
      readonly unitPrice: string;
      readonly amount: string;
    }
  | { readonly type: "fee"; readonly amount: string }
  /** What quantity, price and fee do not say: begun packs, a part of a month. See the line's notes. */
  | { readonly type: "other"; readonly amount: string }
  | { readonly type: "discount"; readonly title: string; readonly amount: string }
  | { readonly type: "rounding"; readonly amount: string };

/** How a line's amount comes about: the steps add up to `rounded`, exactly. */
export function sumSteps(line: RatedLine): readonly SumStep[] {
  const { quantity, unit, unitPrice, fee, list, discounts, net, rounded } = line;
  const product = new Decimal(quantity).times(unitPrice);
  const other = new Decimal(list).minus(product).minus(fee);
  const rounding = new Decimal(rounded).minus(net);
  // Quantities are cut to so many decimals that a product differs from the exact price far beyond any cent.
  const isWhole = other.abs().lessThan(NOTHING);
  const steps: SumStep[] = [
    {
      type: "product",
      quantity,
      unit,
      unitPrice,
      amount: decimalText(isWhole ? product.plus(other) : product),
    },
    { type: "fee", amount: fee },
    { type: "other", amount: decimalText(isWhole ? new Decimal(0) : other) },
    ...discounts.map(({ title, amount }) => ({ type: "discount" as const, title, amount })),
    { type: "rounding", amount: decimalText(rounding) },
  ];
  return steps.filter(
    (step) => step.type === "product" || step.type === "discount" || step.amount !== "0",
  );
}

const NOTHING = new Decimal("1e-15");
