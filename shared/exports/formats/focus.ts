import { strToU8, zipSync, type Zippable } from "fflate";
import type { MoneyDocument } from "../document.ts";
import {
  COMMITMENT_COLUMNS,
  COST_COLUMNS,
  INVOICE_COLUMNS,
  PERIOD_COLUMNS,
  type FocusColumn,
  type FocusRow,
} from "../focus/columns.ts";
import { commitmentRows } from "../focus/commitment-rows.ts";
import { costRows } from "../focus/cost-rows.ts";
import { invoiceRows, periodRows } from "../focus/invoice-rows.ts";
import { defineExport } from "../format.ts";
import { tableText } from "../table.ts";

/**
 * FOCUS 1.4 (FinOps Open Cost and Usage Specification), as a ZIP: `cost-and-usage.csv`, of a bill also
 * `invoice-detail.csv` and `billing-period.csv`; of a contract that binds `contract-commitment.csv`; and `projection.csv` with the columns of the first.
 */
export const focus = defineExport({
  id: "focus",
  title: "FOCUS 1.4 files",
  extension: "zip",
  mediaType: "application/zip",
  write: (document) => Promise.resolve(archive(focusFiles(document))),
});

/** Every file by its name. */
export function focusFiles(document: MoneyDocument): Readonly<Record<string, string>> {
  const costs = costRows(document, document, "Actual");
  const { projected, invoice } = document;
  const commitments = commitmentRows(document);
  return {
    "cost-and-usage.csv": fileText(COST_COLUMNS, costs),
    ...(invoice !== null && {
      "invoice-detail.csv": fileText(INVOICE_COLUMNS, invoiceRows(document, costs)),
      "billing-period.csv": fileText(PERIOD_COLUMNS, periodRows(document)),
    }),
    ...(commitments.length > 0 && {
      "contract-commitment.csv": fileText(COMMITMENT_COLUMNS, commitments),
    }),
    ...(projected !== null && {
      "projection.csv": fileText(COST_COLUMNS, costRows(document, projected, "Projected")),
    }),
    "focus-metadata.json": `${JSON.stringify(metadataOf(document), null, 2)}\n`,
  };
}

function fileText(columns: readonly FocusColumn[], rows: readonly FocusRow[]): string {
  const table = columns.map(({ id, type }) => ({
    name: id,
    sort: type === "decimal" ? ("number" as const) : ("text" as const),
    of: (row: FocusRow) => row[id] ?? "",
  }));
  return tableText(table, rows);
}

/** Says of the files what FOCUS wants to be said beside them. */
function metadataOf({ issuer, at }: MoneyDocument): object {
  return {
    DataGenerator: "Labwright",
    InvoiceIssuerName: issuer,
    FocusVersion: "1.4",
    CreationDate: at,
    Columns: COST_COLUMNS.map(({ id, type, allowsNull }) => ({
      ColumnName: id,
      DataType: type,
      AllowsNulls: allowsNull,
    })),
  };
}

/** Archives name local times; this one is the same everywhere. */
const MADE = new Date(2026, 0, 1);

function archive(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries) satisfies Zippable, { mtime: MADE, level: 6 });
}
