import { formatPrice, groupThousands } from "../../base/money.ts";
import { shorter, withShorterNumbers } from "../../base/shorter.ts";
import { nodeNameOf } from "../../billing/bill-names.ts";
import { bandWord, USED_BY_WORDS, type RatedLine } from "../../pricing/engine/line.ts";
import { isPriced } from "../../pricing/rated.ts";
import type { MoneyDocument } from "../document.ts";
import type { PdfCell, PdfContent, PdfText } from "./definition.ts";
import { figure, money, named, words } from "./words.ts";

const HEADS: readonly PdfCell[] = [
  words("Month", "head"),
  words("What", "head"),
  words("For", "head"),
  figure("Quantity", "head"),
  figure("Price", "head"),
  figure("Amount", "head"),
];

/** Every line with quantity × price, and below it what was taken off and why. */
export function lineTable(document: MoneyDocument): readonly PdfContent[] {
  const { lines, totals } = document;
  const { currency, net } = totals;
  const priced = lines.filter(isPriced).toSorted(inOrder);
  const unpriced = lines.filter((line) => !isPriced(line));
  const sum: readonly PdfCell[] = [
    { ...words("Net", "strong"), colSpan: 5 },
    {},
    {},
    {},
    {},
    money(net, currency, "strong"),
  ];
  return [
    words("Lines", "heading"),
    priced.length === 0
      ? words("Nothing was used.")
      : {
          table: {
            headerRows: 1,
            widths: [36, "*", 84, "auto", "auto", "auto"],
            body: [HEADS, ...priced.map((line) => rowOf(line, document)), sum],
            dontBreakRows: true,
          },
          layout: "lightHorizontalLines",
        },
    ...unpriced.map(({ title, node, meter }) =>
      words(
        `Not in the total, for it has no price: ${named(title)}, ${meter} of ${named(node)}.`,
        "small",
      ),
    ),
  ];
}

/** By month, then by what it is about. */
function inOrder(a: RatedLine, b: RatedLine): number {
  const [one, two] = [a, b].map(({ period, lineKey }) => `${period} ${lineKey}`);
  return (one ?? "") < (two ?? "") ? -1 : 1;
}

function rowOf(
  line: RatedLine,
  { totals: { currency }, environments = {}, nodes = {} }: MoneyDocument,
): readonly PdfCell[] {
  const { period, environment, quantity, unit, unitPrice, rounded } = line;
  const name = environments[environment] ?? environment;
  const node = nodeNameOf({ nodes }, line);
  return [
    words(period),
    below(words(titleOf(line)), remarksOf(line, currency)),
    node === "" ? words(name) : below(words(node), [name]),
    below(figure(quantity === "0" ? "" : quantityText(quantity)), [unit], "right"),
    figure(unitPrice === "" ? "" : formatPrice(unitPrice, currency)),
    money(rounded, currency),
  ];
}

/** What is said of a cell, in small letters below it. */
function below(
  cell: PdfText,
  remarks: readonly string[],
  alignment: "left" | "right" = "left",
): PdfCell {
  const small = remarks
    .filter((remark) => remark !== "")
    .map((text): PdfText => ({ text, style: "small", alignment }));
  return small.length === 0 ? cell : { stack: [cell, ...small] };
}

function titleOf({ title, window, band, unused }: RatedLine): string {
  const parts = [window === "" ? "" : named(window), bandWord(band), unused ? "unused" : ""];
  return [named(title), ...parts.filter((part) => part !== "")].join(", ");
}

function remarksOf(
  { discounts, notes, estimated, usedBy, class: sort }: RatedLine,
  currency: string,
): readonly string[] {
  return [
    ...discounts.map(({ title, amount }) => `${named(title)}: ${formatPrice(amount, currency)}`),
    ...notes.map(withShorterNumbers),
    ...(usedBy === undefined ? [] : [USED_BY_WORDS[usedBy]]),
    ...(estimated ? ["estimated"] : []),
    ...(sort === "correction" ? ["correction"] : []),
  ];
}

/** As many digits as a page has room for; the files for programs have them all. */
function quantityText(quantity: string): string {
  return groupThousands(shorter(quantity));
}
