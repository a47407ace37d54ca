import { Decimal } from "./money.ts";

const DECIMALS = 6;

/**
 * A number as a page has room for it: of more than six decimals, rounded, with `…`. The files for programs have all
 * of them.
 */
export function shorter(number: string): string {
  const exact = new Decimal(number);
  const short = exact.toDecimalPlaces(DECIMALS);
  if (short.equals(exact)) return short.toFixed();
  if (!short.isZero()) return `${short.toFixed()}…`;
  return exact.isNegative() ? "> -0.000001" : "< 0.000001";
}

/** A sentence with its numbers so. */
export function withShorterNumbers(sentence: string): string {
  return sentence.replaceAll(/\d+\.\d{7,}/g, shorter);
}
