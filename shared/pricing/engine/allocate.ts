import { Decimal, minorDigits } from "../../base/money.ts";
import type { Settings } from "./schema/settings.ts";
import { fractionOf, ONE, splitWhole, toDecimal } from "./exact.ts";

/**
 * Divides a rounded amount by weights into amounts of the same smallest unit that add up to it. The setting says who
 * gets what does not divide; the parts of a credit are those of the charge, reversed. A weight below zero is somebody's
 * who gets money back while others pay; where that comes to nothing in all, weights are amounts.
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
  const total = shares.reduce((sum, weight) => sum + weight, 0n);
  const [n, d] = total === 0n ? [10n ** BigInt(minorDigits(currency)), ONE] : [units, total];
  return wholeParts(units, shares, { n, d }, remainder).map((part) =>
    toDecimal(part).times(unit).times(sign),
  );
}

/** `units` in whole parts, each `weight × n / d` or one more. */
function wholeParts(
  units: bigint,
  weights: readonly bigint[],
  { n, d }: { readonly n: bigint; readonly d: bigint },
  remainder: Settings["remainder"],
): readonly bigint[] {
  const size = d < 0n ? -d : d;
  const exact = weights.map((weight) => (d < 0n ? -weight : weight) * n);
  const parts = exact.map((part) => (part - modulo(part, size)) / size);
  const rest = units - parts.reduce((sum, part) => sum + part, 0n);
  const give = (at: number, by: bigint): void => {
    parts[at] = (parts[at] ?? 0n) + by;
  };
  if (remainder === "first") give(0, rest);
  else if (remainder === "last") give(parts.length - 1, rest);
  else {
    const order = exact.map((part, at) => ({ at, left: modulo(part, size) }));
    if (remainder === "largest-remainder")
      order.sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1));
    // Fewer units are left than there are parts.
    for (const { at } of order.slice(0, Number(rest))) give(at, 1n);
  }
  return parts;
}

/** Not below zero, whatever the sign of `n`. */
function modulo(n: bigint, d: bigint): bigint {
  const rest = n % d;
  return rest < 0n ? rest + d : rest;
}

/** An amount in parts by weight to 24 decimals, which add up to it; none is below zero where the amount is not. */
export function splitExactly(amount: string, weights: readonly bigint[]): readonly Decimal[] {
  const size = 10n ** 24n;
  const { n, d } = fractionOf(amount);
  const shares = weights.some((weight) => weight > 0n) ? weights : weights.map(() => 1n);
  const whole = n < 0n ? -n : n;
  return splitWhole((whole * size) / d, shares).map((part) =>
    toDecimal(n < 0n ? -part : part).dividedBy(toDecimal(size)),
  );
}
