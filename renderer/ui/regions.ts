/** A choice of a list: what is kept, and how it reads. */
interface Choice {
  readonly value: string;
  readonly label: string;
}

const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));
/** Codes of ISO 3166 that are set aside for what is no country, which the browser names all the same. */
const NO_COUNTRY: ReadonlySet<string> = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** Every country by its code of ISO 3166-1, in the reader's own words and order. */
export function countries(): readonly Choice[] {
  const names = new Intl.DisplayNames([], { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  return codes
    .flatMap((value) => {
      const name = NO_COUNTRY.has(value) || isFormer(value) ? undefined : names.of(value);
      return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

/** Of a country that goes by another code today, as DD does by DE. */
function isFormer(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region !== code;
}

/** Every currency by its code of ISO 4217. */
export function currencies(): readonly Choice[] {
  const names = new Intl.DisplayNames([], { type: "currency" });
  return Intl.supportedValuesOf("currency").map((value) => ({
    value,
    label: `${value} · ${names.of(value) ?? value}`,
  }));
}
