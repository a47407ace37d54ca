import { Decimal, minorDigits } from "../../shared/base/money.ts";

const formats = new Map<string, Intl.NumberFormat>();

/**
 * An exact amount as people read it: in the currency's own decimals, and one that would look like nothing with two
 * digits that are not zero. With `digits` it has all that it has up to so many decimals, as unit prices do.
 */
export function money(amount: string, currency: string, digits?: number): string {
  if (digits === undefined && looksLikeNothing(amount, currency))
    return money(new Decimal(amount).toSignificantDigits(2).toFixed(), currency, EXACT);
  const key = `${currency}/${digits ?? ""}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat("en", {
      style: "currency",
      currency,
      ...(digits !== undefined && { maximumFractionDigits: digits }),
    });
    formats.set(key, format);
  }
  // Intl reads decimal text exactly; a number would be rounded to binary first.
  return format.format(amount as `${number}`);
}

/** True for what is not nothing, and is less than half of the smallest coin. */
function looksLikeNothing(amount: string, currency: string): boolean {
  const size = Math.abs(Number(amount));
  // Nearly all are larger: exact numbers would take far longer.
  return size > 0 && size < 0.5 * 10 ** -minorDigits(currency);
}

/** A sentence made elsewhere, its amounts as the window writes them: `at 2.68 EUR a month` as `at €2.68 a month`. */
export function moneyWords(text: string): string {
  return text.replaceAll(
    /(-?\d[\d,]*(?:\.\d+)?) ([A-Z]{3})\b/g,
    (found, amount: string, code: string) =>
      CURRENCIES.has(code) ? money(amount.replaceAll(",", ""), code, EXACT) : found,
  );
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** More decimals than any amount has. */
const EXACT = 18;

/**
 * An amount that is still growing: always four decimals, so that one sees it grow and nothing jumps; while those are
 * all zero, two digits that are not.
 */
export function growingMoney(amount: string, currency: string): string {
  const size = Math.abs(Number(amount));
  if (size > 0 && size < 0.5e-4) return money(amount, currency);
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  }).format(amount as `${number}`);
}

/** An exact quantity with thousands separated. */
export function quantity(amount: string): string {
  return quantities.format(amount as `${number}`);
}

const quantities = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });
