import { Decimal, minorDigits } from "../../base/money.ts";
import type { Settings } from "./schema/settings.ts";
import { splitWhole, toDecimal } from "./exact.ts";

/**
 * Divides a rounded amount by weights into amounts of the same smallest unit that add up to it. The setting says who
 * gets what does not divide; the parts of a credit are those of the charge, reversed.
 */
export function allocate(
  amount: Decimal,
  weights: readonly bigint[],
  currency: string,
  remainder: Settings["remainder"],
): readonly Decimal[] {
  if (weights.length === 0) return [];
  // Without any weight all are equal.
  const shares = weights.every((weight) => weight === 0n) ? weights.map(() => 1n) : weights;
  const unit = new Decimal(10).pow(-minorDigits(currency));
  const units = BigInt(amount.abs().dividedBy(unit).toFixed(0));
  const sign = amount.isNegative() ? -1 : 1;
  return wholeParts(units, shares, remainder).map((part) =>
    toDecimal(part).times(unit).times(sign),
  );
}

function wholeParts(
  units: bigint,
  weights: readonly bigint[],
  remainder: Settings["remainder"],
): readonly bigint[] {
  if (remainder === "largest-remainder") return splitWhole(units, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const parts = weights.map((weight) => (units * weight) / total);
  const rest = units - parts.reduce((sum, part) => sum + part, 0n);
  const give = (at: number, by: bigint): void => {
    parts[at] = (parts[at] ?? 0n) + by;
  };
  if (remainder === "first") give(0, rest);
  else if (remainder === "last") give(parts.length - 1, rest);
  // Fewer units are left than there are parts.
  else for (let at = 0; at < Number(rest); at += 1) give(at, 1n);
  return parts;
}
