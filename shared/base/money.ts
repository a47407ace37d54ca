import { Decimal as AnyDecimal } from "decimal.js";
import { z } from "zod";

/** An exact amount or price as text, e.g. `0.0425`. Never a float. */
export const decimalSchema = z.string().regex(/^-?\d{1,18}(\.\d{1,18})?$/);

/**
 * The one kind of number money is made of. Its 80 digits hold the exact product of any two values that
 * `decimalSchema` lets in; ROUND_HALF_UP of this library is half away from zero, on credits too.
 */
export const Decimal = AnyDecimal.clone({
  precision: 80,
  rounding: AnyDecimal.ROUND_HALF_UP,
  toExpNeg: -80,
  toExpPos: 80,
});
export type Decimal = AnyDecimal;

// ISO 4217 currencies whose minor unit is not a hundredth.
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Decimals of a currency's smallest unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency] ?? 2;
}

/** Rounds to the currency's smallest unit, half away from zero. */
export function roundMoney(amount: Decimal, currency: string): Decimal {
  return amount.toDecimalPlaces(minorDigits(currency));
}

/** A rounded amount as it stands on a bill, with all its decimals: `4.20`, `0.00` (never `-0.00`). */
export function moneyText(amount: Decimal, currency: string): string {
  const rounded = roundMoney(amount, currency);
  return (rounded.isZero() ? rounded.abs() : rounded).toFixed(minorDigits(currency));
}

/** An exact decimal without needless zeros or exponent, `-0` as `0`: the form in which amounts are kept. */
export function decimalText(value: Decimal): string {
  return value.isZero() ? "0" : value.toFixed();
}

/** An amount for people, e.g. `1,234.50 EUR`: rounded to the smallest unit, the same in every locale. */
export function formatMoney(amount: string | Decimal, currency: string): string {
  return `${groupThousands(moneyText(new Decimal(amount), currency))} ${currency}`;
}

/** A unit price for people: every digit it has, and never fewer than the currency's own. */
export function formatPrice(price: string, currency: string): string {
  const digits = Math.max(minorDigits(currency), price.split(".")[1]?.length ?? 0);
  return `${groupThousands(new Decimal(price).toFixed(digits))} ${currency}`;
}

/** A plain decimal with its thousands apart, e.g. `1,234.5`. */
export function groupThousands(plain: string): string {
  const [whole = "0", fraction] = plain.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
