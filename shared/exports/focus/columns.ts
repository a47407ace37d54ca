/** What a column holds, and whether it may be empty, as the specification's table of columns has it. */
export interface FocusColumn {
  readonly id: string;
  readonly type: "string" | "decimal" | "time" | "json";
  readonly allowsNull: boolean;
}

const column =
  (type: FocusColumn["type"], allowsNull: boolean) =>
  (id: string): FocusColumn => ({ id, type, allowsNull });
const words = column("string", false);
const wordsOrNull = column("string", true);
const money = column("decimal", false);
const numberOrNull = column("decimal", true);
const time = column("time", false);

/**
 * FOCUS 1.4, Cost and Usage: all mandatory columns, and those of the optional ones that Labwright has something to
 * say in. In the order of the alphabet, as the specification lists them.
 */
const COST_AND_USAGE = [
  column("json", true)("AllocatedMethodDetails"),
  wordsOrNull("AllocatedMethodId"),
  wordsOrNull("AllocatedResourceId"),
  wordsOrNull("AllocatedResourceName"),
  column("json", true)("AllocatedTags"),
  money("BilledCost"),
  words("BillingAccountId"),
  wordsOrNull("BillingAccountName"),
  words("BillingCurrency"),
  time("BillingPeriodEnd"),
  time("BillingPeriodStart"),
  words("ChargeCategory"),
  wordsOrNull("ChargeClass"),
  wordsOrNull("ChargeDescription"),
  words("ChargeFrequency"),
  time("ChargePeriodEnd"),
  time("ChargePeriodStart"),
  numberOrNull("ConsumedQuantity"),
  wordsOrNull("ConsumedUnit"),
  column("json", true)("ContractApplied"),
  money("ContractedCost"),
  numberOrNull("ContractedUnitPrice"),
  money("EffectiveCost"),
  words("HostProviderName"),
  wordsOrNull("InvoiceDetailId"),
  wordsOrNull("InvoiceId"),
  words("InvoiceIssuerName"),
  money("ListCost"),
  numberOrNull("ListUnitPrice"),
  wordsOrNull("PricingCategory"),
  numberOrNull("PricingQuantity"),
  wordsOrNull("PricingUnit"),
  wordsOrNull("ResourceId"),
  wordsOrNull("ResourceName"),
  wordsOrNull("ResourceType"),
  words("ServiceCategory"),
  words("ServiceName"),
  words("ServiceProviderName"),
  words("ServiceSubcategory"),
  wordsOrNull("SkuId"),
  wordsOrNull("SkuMeter"),
  column("json", true)("SkuPriceDetails"),
  wordsOrNull("SkuPriceId"),
  wordsOrNull("SubAccountId"),
  wordsOrNull("SubAccountName"),
  column("json", true)("Tags"),
] as const;

/** Labwright's own: the same in actual and projected files, so that both load into one tool side by side. */
const OWN = [
  words("x_CostBasis"),
  wordsOrNull("x_ScenarioId"),
  wordsOrNull("x_LineKey"),
  wordsOrNull("x_RateWindow"),
  wordsOrNull("x_Band"),
  wordsOrNull("x_SessionId"),
  wordsOrNull("x_DesignNodeId"),
  wordsOrNull("x_QosTermId"),
  wordsOrNull("x_TzdbVersion"),
] as const;

export const COST_COLUMNS: readonly FocusColumn[] = [...COST_AND_USAGE, ...OWN];

/** FOCUS 1.4, Invoice Detail. */
export const INVOICE_COLUMNS: readonly FocusColumn[] = [
  money("BilledCost"),
  words("BillingAccountId"),
  words("BillingCurrency"),
  time("BillingPeriodEnd"),
  time("BillingPeriodStart"),
  words("ChargeCategory"),
  time("InvoiceDetailCreated"),
  wordsOrNull("InvoiceDetailDescription"),
  column("json", true)("InvoiceDetailGrain"),
  words("InvoiceDetailId"),
  time("InvoiceDetailLastUpdated"),
  words("InvoiceId"),
  column("time", true)("InvoiceIssueDate"),
  words("InvoiceIssueStatus"),
  words("InvoiceIssuerName"),
  words("PaymentCurrency"),
  column("time", true)("PaymentDueDate"),
  words("PaymentTerms"),
  words("ReferenceInvoiceId"),
];

/** FOCUS 1.4, Billing Period. */
export const PERIOD_COLUMNS: readonly FocusColumn[] = [
  time("BillingPeriodCreated"),
  time("BillingPeriodEnd"),
  time("BillingPeriodLastUpdated"),
  time("BillingPeriodStart"),
  words("BillingPeriodStatus"),
  words("InvoiceIssuerName"),
];

/** FOCUS 1.4, Contract Commitment: all mandatory columns, and how much is paid before. */
export const COMMITMENT_COLUMNS: readonly FocusColumn[] = [
  words("BillingCurrency"),
  column("json", false)("ContractCommitmentApplicability"),
  words("ContractCommitmentBenefitCategory"),
  words("ContractCommitmentCategory"),
  numberOrNull("ContractCommitmentCost"),
  time("ContractCommitmentCreated"),
  wordsOrNull("ContractCommitmentDescription"),
  numberOrNull("ContractCommitmentDiscountPercentage"),
  words("ContractCommitmentDurationType"),
  words("ContractCommitmentFulfillmentInterval"),
  words("ContractCommitmentId"),
  time("ContractCommitmentLastUpdated"),
  words("ContractCommitmentLifecycleStatus"),
  words("ContractCommitmentModel"),
  words("ContractCommitmentOfferCategory"),
  words("ContractCommitmentPaymentInterval"),
  words("ContractCommitmentPaymentModel"),
  money("ContractCommitmentPaymentUpfrontPercentage"),
  time("ContractCommitmentPeriodEnd"),
  time("ContractCommitmentPeriodStart"),
  numberOrNull("ContractCommitmentQuantity"),
  words("ContractCommitmentType"),
  wordsOrNull("ContractCommitmentUnit"),
  words("ContractId"),
  time("ContractPeriodEnd"),
  time("ContractPeriodStart"),
  words("InvoiceIssuerName"),
  words("ServiceProviderName"),
];

/** Cells by column; what is not in it is null. */
export type FocusRow = Readonly<Record<string, string>>;
