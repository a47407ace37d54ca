const formats = new Map<string, Intl.NumberFormat>();

/** An exact amount as people read it; small unit prices keep their digits. */
export function money(amount: string, currency: string, digits?: number): string {
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

/** An amount that is still growing: always four decimals, so that one sees it grow and nothing jumps. */
export function growingMoney(amount: string, currency: string): string {
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
