import type { Commitment } from "../../billing/commitments.ts";
import type { MoneyDocument } from "../document.ts";
import type { FocusRow } from "./columns.ts";
import { timeText } from "./periods.ts";

/** Contract Commitment: one row for each amount that the customer is bound to. */
export function commitmentRows(document: MoneyDocument): readonly FocusRow[] {
  const { agreement, issuer, at, totals } = document;
  if (agreement === null) return [];
  const contract = spanOf(agreement.start, agreement.end, document);
  return agreement.commitments.map((commitment) => {
    const period = spanOf(commitment.start, commitment.end, document);
    const isBefore = commitment.paid === "once, before";
    return {
      BillingCurrency: totals.currency,
      ContractCommitmentApplicability: JSON.stringify(appliesTo(commitment)),
      ContractCommitmentBenefitCategory: isBefore ? "Entitlement" : "Other",
      ContractCommitmentCategory: "Spend",
      ContractCommitmentCost: commitment.amount,
      ContractCommitmentCreated: contract.start,
      ContractCommitmentDescription: commitment.title,
      ContractCommitmentDurationType: lengthOf(period),
      ContractCommitmentFulfillmentInterval:
        commitment.reached === "once" ? "Full Period" : "Monthly",
      ContractCommitmentId: commitment.id,
      ContractCommitmentLastUpdated: contract.start,
      ContractCommitmentLifecycleStatus: statusOf(period, timeText(Date.parse(at))),
      ContractCommitmentModel: "Discontinuous",
      ContractCommitmentOfferCategory: "Negotiated",
      ContractCommitmentPaymentInterval: INTERVALS[commitment.paid],
      ContractCommitmentPaymentModel: isBefore ? "All Upfront" : "No Upfront",
      ContractCommitmentPaymentUpfrontPercentage: isBefore ? "1" : "0",
      ContractCommitmentPeriodEnd: period.end,
      ContractCommitmentPeriodStart: period.start,
      ContractCommitmentType: commitment.title,
      ContractId: agreement.id,
      ContractPeriodEnd: contract.end,
      ContractPeriodStart: contract.start,
      InvoiceIssuerName: issuer,
      ServiceProviderName: issuer,
    };
  });
}

/** Which commitments a line counts towards, as the column of Cost and Usage has it; empty where none. */
export function contractApplied(
  { agreement, payments }: MoneyDocument,
  line: { readonly lineKey: string; readonly rounded: string },
): string {
  const commitments = agreement?.commitments ?? [];
  if (commitments.length === 0) return "";
  const schemes = new Set(
    payments.filter(({ lineKeys }) => lineKeys.includes(line.lineKey)).map(({ scheme }) => scheme),
  );
  const elements = commitments
    .filter(({ scheme }) => scheme === null || schemes.has(scheme))
    .map(({ id }) => ({
      ContractId: agreement?.id,
      ContractCommitmentId: id,
      ContractCommitmentAppliedCost: Number(line.rounded),
      ContractCommitmentAppliedQuantity: null,
      ContractCommitmentAppliedUnit: null,
    }));
  return elements.length === 0 ? "" : JSON.stringify({ Elements: elements });
}

const INTERVALS = {
  "once, before": "One-Time",
  monthly: "Monthly",
  quarterly: "Quarterly",
  annual: "Annual",
} as const satisfies Record<Commitment["paid"], string>;

function appliesTo({ scheme }: Commitment): object {
  return { [scheme === null ? "IsGlobalScope" : "IsComplexScope"]: true };
}

interface Period {
  readonly start: string;
  readonly end: string;
}

/** What goes on can be ended with any month: the customer is bound to the end of the document's last. */
function spanOf(start: string, end: string | null, { months, at }: MoneyDocument): Period {
  const begin = Date.parse(start);
  const last = end === null ? (months.at(-1)?.end ?? Date.parse(at)) : Date.parse(end);
  return { start: timeText(begin), end: timeText(Math.max(last, begin + 1000)) };
}

const DAY = 86_400_000;
const MONTH = 30.436875 * DAY;

/** `6 Months`, `10 Days`. */
function lengthOf({ start, end }: Period): string {
  const length = Date.parse(end) - Date.parse(start);
  const months = Math.round(length / MONTH);
  const [count, unit] =
    months >= 1 ? [months, "Month"] : [Math.max(1, Math.round(length / DAY)), "Day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function statusOf({ start, end }: Period, now: string): string {
  if (now < start) return "Pending";
  return now < end ? "Active" : "Expired";
}
