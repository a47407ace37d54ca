import { formatMoney, formatPrice } from "../../../shared/base/money.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { BookFinding } from "../../../shared/prices/check-book.ts";
import type { PriceChange } from "../../../shared/prices/price-change.ts";
import { priceList, type ListedPrice, type PriceRow } from "../../../shared/prices/price-list.ts";
import type { RevisionSpan } from "../../../shared/prices/publish.ts";
import { discountWords, windowWords } from "../../../shared/prices/terms.ts";
import { table } from "./table.ts";

/** A book's prices at a time, as a list for people. */
export function priceLines(book: PriceBook, span: RevisionSpan, at: number): readonly string[] {
  const rows = priceList(book, at).flatMap((section) =>
    section.rows.flatMap((row) => rowsOf(section.title, row, book.currency)),
  );
  const windows = book.windowSets.flatMap((set) => windowWords(book, set));
  const discounts = discountWords(book);
  return [
    `${span.name} (${span.id} revision ${span.revision}), ${spanWords(span)}`,
    "",
    ...table(["METER", "WHAT", "WINDOW", "BAND", "PRICE", "FOR EACH"], rows),
    ...(windows.length === 0 ? [] : ["", ...windows]),
    ...(discounts.length === 0 ? [] : ["", ...discounts]),
  ];
}

function spanWords({ from, to }: RevisionSpan): string {
  const begins = from === null ? "always" : `from ${from}`;
  return to === null ? begins : `${begins} to ${to}`;
}

/** A line for each price; what they share stands in the first. */
function rowsOf(section: string, row: PriceRow, currency: string): readonly string[][] {
  const title = [row.title, ...row.only.map((only) => `only ${only}`), ...row.notes].join(", ");
  return row.prices.map((price, at) => {
    const shared = at === 0 ? [section, title] : ["", ""];
    const per = at === 0 ? row.per : "";
    return [...shared, price.window, price.band, amountOf(price, currency), per];
  });
}

function amountOf({ price, fee }: ListedPrice, currency: string): string {
  const fees = fee === "" ? [] : [`${formatPrice(fee, currency)} at once`];
  return [...(price === "" ? [] : [formatPrice(price, currency)]), ...fees].join(" + ");
}

/** What is wrong with a book, in the order of its lines. */
export function findingLines(findings: readonly BookFinding[]): readonly string[] {
  if (findings.length === 0) return ["Nothing wrong: every item of the catalogue has a price."];
  return findings.map(({ severity, line, message }) => {
    const place = line === null ? "" : `line ${line}: `;
    return `${severity}: ${place}${message}`;
  });
}

const SHOWN = 20;

/** What a draft would have changed, the largest first. */
export function changeLines(
  change: PriceChange & { readonly start: string; readonly end: string },
): readonly string[] {
  const { currency, total, start, end, largest, accounts } = change;
  const amounts = ({ before, after, difference }: typeof total): string[] =>
    [before, after, difference].map((amount) => formatMoney(amount, currency));
  const head = ["CHARGED", "BY THE DRAFT", "DIFFERENCE"];
  return [
    `Used from ${start} to ${end}`,
    "",
    ...table(
      ["CUSTOMER", ...head],
      [...accounts, { ...total, title: "all" }].map((row) => [row.title].concat(amounts(row))),
    ),
    ...(largest.length === 0 ? ["", "Nothing changes."] : [""]),
    ...(largest.length === 0
      ? []
      : table(
          ["WHAT", "NODE", "CUSTOMER", ...head],
          largest
            .slice(0, SHOWN)
            .map((row) => [row.title, row.node, row.account].concat(amounts(row))),
        )),
    ...change.reasons.map(({ step, amount }) => `${step}: ${formatMoney(amount, currency)}`),
    ...(change.unpriced.length === 0 ? [] : [`Not priced any more: ${change.unpriced.join(", ")}`]),
    ...(change.unconcerned.length === 0
      ? []
      : [`Other prices were agreed on with: ${change.unconcerned.join(", ")}`]),
  ];
}
