import { nameIn, REPORT_WAYS, usedWords, type StatusReport } from "../billing/status-report.ts";
import type { PdfCell, PdfContent, PdfDefinition } from "./pdf/definition.ts";
import { pageOf } from "./pdf/page.ts";
import { printPdf } from "./pdf/print.ts";
import { figure, instantText, money, named, words } from "./pdf/words.ts";

/** What people call things that a report knows by id; the id itself where nobody does. */
type Naming = (id: string) => string;

/** A status report as pages: machines, what was used and the fees so far. The same bytes for the same report. */
export function statusPdf(
  report: StatusReport,
  issuer: string,
  name: Naming = (id) => id,
): Promise<Uint8Array> {
  return printPdf(definitionOf(report, issuer, nameIn(report, name)));
}

function definitionOf(report: StatusReport, issuer: string, name: Naming): PdfDefinition {
  const { tenant, at, period } = report;
  return pageOf({
    title: `Status of ${tenant}, ${instantText(at)}`,
    foot: `Status of ${named(tenant)}, ${named(issuer)}`,
    author: issuer,
    at,
    content: [
      { columns: [words(`Status of ${named(tenant)}`, "title"), figure(issuer, "strong")] },
      {
        text: `As of ${instantText(at)}. ${period.label}, ${instantText(period.start)} to ${instantText(period.end)}.`,
        margin: [0, 2, 0, 10],
      },
      {
        columns: [
          words("Fees so far, without taxes", "strong"),
          money(report.fees, report.currency, "strong"),
        ],
      },
      ...REPORT_WAYS.flatMap(([way, title]) => wayTable(title, report[way], report.currency, name)),
      ...machineTable(report, name),
    ],
  });
}

function wayTable(
  title: string,
  rows: StatusReport["environments"],
  currency: string,
  name: Naming,
): readonly PdfContent[] {
  if (rows.length === 0) return [];
  const head = [
    words("Name", "head"),
    figure("Running", "head"),
    words("Used", "head"),
    figure("Fees", "head"),
  ];
  const body = rows.map(({ key, machines, used, fees }): readonly PdfCell[] => [
    words(name(key)),
    figure(String(machines)),
    words(used.map((one) => usedWords(one)).join("; ")),
    money(fees, currency),
  ]);
  return [words(title, "heading"), tableOf([120, "auto", "*", "auto"], [head, ...body])];
}

function machineTable({ machines }: StatusReport, name: Naming): readonly PdfContent[] {
  const heading = words("Machines", "heading");
  if (machines.length === 0) return [heading, words("No machine runs.")];
  const head = ["Machine", "Environment", "Sort", "User", "Since"].map((one) => words(one, "head"));
  const body = machines.map(({ instance, environment, item, user, since }) =>
    [instance, name(environment), item, name(user), instantText(since)].map((one) => words(one)),
  );
  return [heading, tableOf(["*", "*", "auto", "auto", "auto"], [head, ...body])];
}

function tableOf(
  widths: readonly ("*" | "auto" | number)[],
  body: readonly (readonly PdfCell[])[],
): PdfContent {
  return {
    table: { headerRows: 1, widths, body, dontBreakRows: true },
    layout: "lightHorizontalLines",
  };
}
