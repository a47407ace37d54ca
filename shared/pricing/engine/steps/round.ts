import { minorDigits, Decimal, decimalText } from "../../../base/money.ts";
import type { Settings } from "../schema/settings.ts";

const MODES = {
  "away-from-zero": Decimal.ROUND_HALF_UP,
  up: Decimal.ROUND_HALF_CEIL,
  even: Decimal.ROUND_HALF_EVEN,
} as const satisfies Record<Settings["half"], number>;

/** To the smallest unit of the currency, by the rule for halves. */
export function roundBy(
  amount: Decimal,
  currency: string,
  { half }: Pick<Settings, "half">,
): Decimal {
  return amount.toDecimalPlaces(minorDigits(currency), MODES[half]);
}

/** Step 10: what a line charges. Where only invoices are rounded it stays precise. */
export function round(amount: Decimal, currency: string, settings: Settings): string {
  if (settings.rounding === "invoice") return decimalText(amount);
  const text = amount.toFixed(minorDigits(currency), MODES[settings.half]);
  return text.startsWith("-") && Number(text) === 0 ? text.slice(1) : text;
}
