import { Decimal, decimalText } from "../../base/money.ts";
import type { MoneyDocument } from "../document.ts";
import type { FocusRow } from "./columns.ts";
import { timeText } from "./periods.ts";

/** Invoice Detail: one row for each line and tax of the bill, whoever pays for it; nothing where none was issued. */
export function invoiceRows(
  document: MoneyDocument,
  costs: readonly FocusRow[],
): readonly FocusRow[] {
  const { invoice, at, status, totals } = document;
  if (invoice === null) return [];
  const issued = timeText(Date.parse(at));
  const idOf = (cost: FocusRow): string =>
    cost["InvoiceDetailId"] || `instalment/${cost["ChargePeriodStart"]}`;
  return [...Map.groupBy(costs, idOf)].map(([id, [cost = {}, ...others]]) =>
    Object.assign(pick(cost, SHARED), {
      BilledCost: sumOf(cost, others),
      InvoiceDetailCreated: issued,
      InvoiceDetailDescription: cost["ChargeDescription"] ?? "",
      InvoiceDetailGrain: JSON.stringify(
        Object.fromEntries(GRAIN.flatMap((key) => (cost[key] ? [[key, cost[key]]] : []))),
      ),
      InvoiceDetailId: id,
      InvoiceDetailLastUpdated: issued,
      InvoiceIssueDate: status === "draft" ? "" : issued,
      InvoiceIssueStatus: STATUSES[status] ?? "Issued",
      PaymentCurrency: totals.currency,
      PaymentDueDate: timeText(Date.parse(invoice.due)),
      PaymentTerms: termsOf(at, invoice.due),
      ReferenceInvoiceId: invoice.replaces || invoice.id,
    }),
  );
}

/** What several pay of one line is one amount on the bill. */
function sumOf(cost: FocusRow, others: readonly FocusRow[]): string {
  const own = cost["BilledCost"] ?? "0";
  if (others.length === 0) return own;
  const sum = others.reduce((all, row) => all.plus(row["BilledCost"] ?? "0"), new Decimal(own));
  return decimalText(sum);
}

const SHARED = [
  "BillingAccountId",
  "BillingCurrency",
  "BillingPeriodEnd",
  "BillingPeriodStart",
  "ChargeCategory",
  "InvoiceId",
  "InvoiceIssuerName",
];

/** What tells one line of a bill from another. */
const GRAIN = ["ResourceId", "ResourceType", "ServiceName", "SkuPriceId", "SubAccountId"];

const STATUSES: Readonly<Record<string, string>> = { draft: "Open", void: "Voided" };

const DAY = 86_400_000;

function termsOf(issued: string, due: string): string {
  const days = Math.round((Date.parse(due) - Date.parse(issued)) / DAY);
  return days <= 0 ? "Due on receipt" : `Net ${days}`;
}

function pick(row: FocusRow, keys: readonly string[]): FocusRow {
  return Object.fromEntries(keys.map((key) => [key, row[key] ?? ""]));
}

/** Billing Period: the months of a document. */
export function periodRows({ months, issuer, at, status }: MoneyDocument): readonly FocusRow[] {
  const now = timeText(Date.parse(at));
  return months.map(({ start, end }) => ({
    BillingPeriodCreated: timeText(start),
    BillingPeriodEnd: timeText(end),
    BillingPeriodLastUpdated: now,
    BillingPeriodStart: timeText(start),
    BillingPeriodStatus: status === "issued" || status === "final" ? "Closed" : "Open",
    InvoiceIssuerName: issuer,
  }));
}
