import { toInstant } from "../../base/clock.ts";
import { dayIn } from "../../billing/bill-days.ts";
import type { MoneyDocument } from "../document.ts";
import { defineExport } from "../format.ts";
import { comparison } from "../pdf/comparison.ts";
import type { PdfContent, PdfDefinition, PdfTable } from "../pdf/definition.ts";
import { lineTable } from "../pdf/line-table.ts";
import { pageOf } from "../pdf/page.ts";
import { printPdf } from "../pdf/print.ts";
import { figure, instantText, money, named, words } from "../pdf/words.ts";

/** A page that a person reads, prints and files. */
export const pdf = defineExport({
  id: "pdf",
  title: "PDF",
  extension: "pdf",
  mediaType: "application/pdf",
  write: (document) => printPdf(pdfDefinition(document)),
});

/** What stands on the pages, before they are laid out. */
function pdfDefinition(document: MoneyDocument): PdfDefinition {
  const { sort, number, title, issuer, at } = document;
  return pageOf({
    title: `${sort} ${number}: ${title}`,
    foot: `${sort} ${number}, ${named(issuer)}`,
    author: issuer,
    at,
    content: [
      ...headOf(document),
      ...sumsOf(document),
      ...comparison(document),
      ...lineTable(document),
      ...paymentsOf(document),
      ...document.notes.map((note): PdfContent => ({ text: note, margin: [0, 10, 0, 0] as const })),
    ],
  });
}

function headOf({ sort, number, title, issuer, party, at, status, months }: MoneyDocument) {
  const time = months.map(({ label }) => label).join(", ");
  const content: readonly PdfContent[] = [
    { columns: [words(`${sort} ${number}`, "title"), figure(issuer, "strong")] },
    { text: title, style: "strong", margin: [0, 2, 0, 10] },
    {
      columnGap: 16,
      columns: [
        { stack: [words(party.name, "strong"), ...party.details.map((line) => words(line))] },
        {
          stack: [
            words(`Account ${party.account}`),
            words(`As of ${instantText(at)}, ${status}`),
            ...(time === "" ? [] : [words(`For ${time}`)]),
          ],
        },
      ],
    },
  ];
  return content;
}

function sumsOf({ totals, invoice, zone }: MoneyDocument): readonly PdfContent[] {
  const { currency, net, taxes, gross, parties } = totals;
  return [
    {
      table: {
        headerRows: 0,
        widths: ["*", "auto"],
        body: [
          [words("Net"), money(net, currency)],
          ...taxes.map(({ id, percent, amount }) => [
            words(`${named(id)}, ${percent} %`),
            money(amount, currency),
          ]),
          [words("Total", "strong"), money(gross, currency, "strong")],
          ...parties.map(({ party, amount }) => [
            words(`of which ${named(party)} pays`, "small"),
            money(amount, currency, "small"),
          ]),
          // Nobody has to pay what is given back.
          ...(invoice === null || Number(gross) < 0
            ? []
            : [[words("Due"), figure(dayIn(invoice.due, zone))]]),
        ],
      },
      layout: "lightHorizontalLines",
      margin: [0, 14, 0, 0],
    },
  ];
}

/** When what is paid; it comes to the total, as the taxes are paid with what they are on. */
function paymentsOf({ payments, totals, zone }: MoneyDocument): readonly PdfContent[] {
  if (payments.length === 0) return [];
  const { currency, taxes, gross } = totals;
  const heading = words(taxes.length === 0 ? "Payments" : "Payments, taxes included", "heading");
  const sum = [words("Total", "strong"), words(""), money(gross, currency, "strong")];
  const table: PdfTable = {
    table: {
      headerRows: 1,
      widths: ["auto", "*", "auto"],
      body: [
        [words("Due", "head"), words("For", "head"), figure("Amount", "head")],
        ...payments.map(({ at, explain, amount, state }) => [
          words(dayIn(toInstant(at), zone)),
          words(state === "paid" ? `${explain}, paid` : explain),
          money(amount, currency),
        ]),
        ...(payments.length > 1 ? [sum] : []),
      ],
    },
    layout: "lightHorizontalLines",
  };
  // What is longer than a page has to be broken somewhere.
  return payments.length <= KEPT_TOGETHER
    ? [{ stack: [heading, table], unbreakable: true }]
    : [heading, table];
}

const KEPT_TOGETHER = 20;
