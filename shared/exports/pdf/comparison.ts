import { Decimal, decimalText } from "../../base/money.ts";
import type { RatedLine } from "../../pricing/engine/line.ts";
import { isPriced } from "../../pricing/rated.ts";
import type { MoneyDocument } from "../document.ts";
import type { PdfCell, PdfContent, PdfText } from "./definition.ts";
import { figure, money, named, words } from "./words.ts";

interface Row {
  readonly line: RatedLine;
  projected: Decimal;
  actual: Decimal;
}

/** What was promised beside what came, row by row; nothing where nothing was promised. */
export function comparison(document: MoneyDocument): readonly PdfContent[] {
  const { projected, lines, totals } = document;
  if (projected === null) return [];
  const { currency } = totals;
  const body = rowsOf(projected.lines, lines).map(({ line, ...sums }): readonly PdfCell[] =>
    [words(`${named(line.title)}, ${line.period}`), words(line.node)].concat(
      amounts(sums.projected, sums.actual, currency),
    ),
  );
  const sum = amounts(new Decimal(projected.totals.net), new Decimal(totals.net), currency);
  return [
    words("Projected and actual", "heading"),
    {
      table: {
        headerRows: 1,
        widths: ["*", 76, "auto", "auto", "auto"],
        body: [
          [
            words("What", "head"),
            words("For", "head"),
            figure("Projected", "head"),
            figure("Actual", "head"),
            figure("Difference", "head"),
          ],
          ...body,
          [words("Net", "strong"), words(""), ...sum],
        ],
      },
      layout: "lightHorizontalLines",
    },
  ];
}

/** One for each row that either has; windows and bands together. */
function rowsOf(projected: readonly RatedLine[], actual: readonly RatedLine[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const [run, lines] of [
    ["projected", projected],
    ["actual", actual],
  ] as const)
    for (const line of lines.filter(isPriced)) {
      const zero = { line, projected: new Decimal(0), actual: new Decimal(0) };
      const row = rows.get(line.compareKey) ?? zero;
      row[run] = row[run].plus(line.rounded);
      rows.set(line.compareKey, row);
    }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function amounts(projected: Decimal, actual: Decimal, currency: string): readonly PdfText[] {
  const texts = [projected, actual, actual.minus(projected)].map(decimalText);
  return texts.map((text) => money(text, currency));
}
