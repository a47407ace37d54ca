import { formatPrice } from "../../base/money.ts";
import type { RatedLine } from "../../pricing/engine/line.ts";
import { isPriced } from "../../pricing/rated.ts";
import type { PdfCell, PdfContent } from "./definition.ts";
import { figure, money, words } from "./words.ts";

const HEADS: readonly PdfCell[] = [
  words("Month", "head"),
  words("What", "head"),
  words("For", "head"),
  figure("Quantity", "head"),
  figure("Price", "head"),
  figure("Amount", "head"),
];

/** Every line with quantity × price, and below it what was taken off and why. */
export function lineTable(lines: readonly RatedLine[], currency: string): readonly PdfContent[] {
  const priced = lines.filter(isPriced).toSorted(inOrder);
  const unpriced = lines.filter((line) => !isPriced(line));
  return [
    words("Lines", "heading"),
    {
      table: {
        headerRows: 1,
        widths: [44, "*", 76, "auto", "auto", "auto"],
        body: [HEADS, ...priced.map((line) => rowOf(line, currency))],
        dontBreakRows: true,
      },
      layout: "lightHorizontalLines",
    },
    ...unpriced.map(({ title, node, meter }) =>
      words(`Not in the total, for it has no price: ${title}, ${meter} of ${node}.`, "small"),
    ),
  ];
}

/** By month, then by what it is about. */
function inOrder(a: RatedLine, b: RatedLine): number {
  const [one, two] = [a, b].map(({ period, lineKey }) => `${period} ${lineKey}`);
  return (one ?? "") < (two ?? "") ? -1 : 1;
}

function rowOf(line: RatedLine, currency: string): readonly PdfCell[] {
  const { period, environment, node, quantity, unit, unitPrice, rounded } = line;
  return [
    words(period),
    { stack: [words(titleOf(line)), ...remarksOf(line).map((remark) => words(remark, "small"))] },
    words([environment, node].filter((part) => part !== "").join(" / ")),
    { stack: [figure(quantityText(quantity)), figure(unit, "small")] },
    figure(unitPrice === "" ? "" : formatPrice(unitPrice, currency)),
    money(rounded, currency),
  ];
}

function titleOf({ title, window, band, unused }: RatedLine): string {
  const parts = [window, band === "" ? "" : `band ${band}`, unused ? "unused" : ""];
  return [title, ...parts.filter((part) => part !== "")].join(", ");
}

function remarksOf({ discounts, notes, estimated, class: sort }: RatedLine): readonly string[] {
  return [
    ...discounts.map(({ title, amount }) => `${title}: ${amount}`),
    ...notes,
    ...(estimated ? ["estimated"] : []),
    ...(sort === "correction" ? ["correction"] : []),
  ];
}

const SHOWN_DECIMALS = 6;

/** As many digits as a page has room for; the files for programs have them all. */
function quantityText(quantity: string): string {
  const [whole = "0", fraction = ""] = quantity.split(".");
  return fraction.length <= SHOWN_DECIMALS
    ? quantity
    : `${whole}.${fraction.slice(0, SHOWN_DECIMALS)}…`;
}
