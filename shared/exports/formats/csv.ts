import { strToU8 } from "fflate";
import { Decimal, decimalText } from "../../base/money.ts";
import type { RatedLine } from "../../pricing/engine/line.ts";
import type { MoneyDocument } from "../document.ts";
import { defineExport } from "../format.ts";
import { tableText, type Column } from "../table.ts";

interface Row {
  readonly run: "actual" | "projected";
  readonly line: RatedLine;
  readonly currency: string;
}

const text = (name: string, of: (row: Row) => string): Column<Row> => ({ name, sort: "text", of });
const number = (name: string, of: (row: Row) => string): Column<Row> => ({
  name,
  sort: "number",
  of,
});

const COLUMNS: readonly Column<Row>[] = [
  text("run", ({ run }) => run),
  text("period", ({ line }) => line.period),
  text("billed in", ({ line }) => line.billedIn),
  text("category", ({ line }) => line.category),
  text("class", ({ line }) => line.class),
  text("title", ({ line }) => line.title),
  text("environment", ({ line }) => line.environment),
  text("node", ({ line }) => line.node),
  text("item", ({ line }) => line.item),
  text("user", ({ line }) => line.user),
  text("used by", ({ line }) => line.usedBy ?? ""),
  text("groups", ({ line }) => line.groups.join(" ")),
  text("meter", ({ line }) => line.meter),
  text("window", ({ line }) => line.window),
  text("band", ({ line }) => line.band),
  number("quantity", ({ line }) => line.quantity),
  text("unit", ({ line }) => line.unit),
  number("unit price", ({ line }) => line.unitPrice),
  number("fee", ({ line }) => line.fee),
  number("list", ({ line }) => line.list),
  number("discount", ({ line }) => decimalText(new Decimal(line.net).minus(line.list))),
  number("net", ({ line }) => line.net),
  number("amount", ({ line }) => line.rounded),
  text("currency", ({ currency }) => currency),
  text("start", ({ line }) => line.start),
  text("end", ({ line }) => line.end),
  text("estimated", ({ line }) => (line.estimated ? "yes" : "no")),
  text("rule", ({ line }) => line.rule.id),
  text("book", ({ line }) => `${line.rule.book} revision ${line.rule.revision}`),
  text("explanation", ({ line }) => line.explain.join("; ")),
  text("line key", ({ line }) => line.lineKey),
];

/** One row for each line, for spreadsheets. The byte order mark is what makes them read it as UTF-8. */
export const csv = defineExport({
  id: "csv",
  title: "CSV table",
  extension: "csv",
  mediaType: "text/csv",
  write: (document) => Promise.resolve(strToU8(`\uFEFF${tableText(COLUMNS, rowsOf(document))}`)),
});

function rowsOf({ lines, projected, totals: { currency } }: MoneyDocument): readonly Row[] {
  const actual = lines.map((line): Row => ({ run: "actual", line, currency }));
  const planned = projected?.lines.map((line): Row => ({ run: "projected", line, currency })) ?? [];
  return [...actual, ...planned];
}
