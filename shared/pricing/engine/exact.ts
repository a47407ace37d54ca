import { Decimal } from "../../base/money.ts";

/** Levels and quantities are counted in units of 10^-18, so that all sums are sums of whole numbers. */
export const ONE = 10n ** 18n;

/** A whole number of n/d; d is above zero. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** The number in units of 10^-18, exactly: texts have at most 18 decimals. */
export function scaled(text: string): bigint {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const digits = BigInt(whole + fraction.padEnd(18, "0"));
  return negative ? -digits : digits;
}

/** The text of so many units of 10^-18: what {@link scaled} reads. */
export function unscaled(n: bigint): string {
  const size = n < 0n ? -n : n;
  const whole = size / ONE;
  const rest = size - whole * ONE;
  const digits = rest === 0n ? "" : `.${rest.toString().padStart(18, "0").replace(/0+$/, "")}`;
  return `${n < 0n ? "-" : ""}${whole}${digits}`;
}

/** Not below zero; that of a number and 0 is the number. */
export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x < 0n ? -x : x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return a === b ? a : (a / gcd(a, b)) * b;
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  const d = lcm(a.d, b.d);
  return { n: a.n * (d / a.d) + b.n * (d / b.d), d };
}

export function toDecimal(n: bigint): Decimal {
  return new Decimal(n.toString());
}

/** To 80 digits; exact whenever the quotient has an end within them. */
export function quotient({ n, d }: Fraction): Decimal {
  return toDecimal(n).dividedBy(toDecimal(d));
}

/**
 * The decimals that amounts are kept with. A product of thirds is off in its 80th digit; cut to 24, what is exactly
 * half a cent is that again, and rounds as the book says.
 */
const KEPT = 24;

export function precise(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(KEPT);
}

const UNITS_KEPT = 10n ** BigInt(KEPT);

/** The same of a fraction, as text, without a Decimal in between: `precise(quotient(fraction))`. */
export function preciseText({ n, d }: Fraction): string {
  const size = n < 0n ? -n : n;
  const rounded = (size * UNITS_KEPT * 2n + d) / (d * 2n);
  if (rounded === 0n) return "0";
  const whole = rounded / UNITS_KEPT;
  const rest = rounded - whole * UNITS_KEPT;
  const digits = rest === 0n ? "" : `.${rest.toString().padStart(KEPT, "0").replace(/0+$/, "")}`;
  return `${n < 0n ? "-" : ""}${whole}${digits}`;
}

/** A decimal text, however many digits it has, as a fraction. */
export function fractionOf(text: string): Fraction {
  const dot = text.indexOf(".");
  if (dot === -1) return { n: BigInt(text), d: 1n };
  const decimals = text.length - dot - 1;
  return { n: BigInt(text.slice(0, dot) + text.slice(dot + 1)), d: 10n ** BigInt(decimals) };
}

/**
 * Splits `need` among parts in proportion to their weights, as whole numbers that add up to it; what does not divide
 * goes to the largest remainders, earlier parts first. Weights are not negative.
 */
export function splitWhole(need: bigint, weights: readonly bigint[]): readonly bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? need : 0n));
  const parts = weights.map((weight) => (need * weight) / total);
  let rest = need - parts.reduce((sum, part) => sum + part, 0n);
  if (rest === 0n) return parts;
  const order = weights
    .map((weight, index) => ({ index, remainder: (need * weight) % total }))
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    );
  for (const { index } of order) {
    if (rest === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    rest -= 1n;
  }
  return parts;
}
