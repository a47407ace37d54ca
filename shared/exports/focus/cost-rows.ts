import { Decimal, decimalText } from "../../base/money.ts";
import { splitExactly } from "../../pricing/engine/allocate.ts";
import { scaled } from "../../pricing/engine/exact.ts";
import { partsByPayer, payersOf } from "../../pricing/engine/invoice.ts";
import type { RatedLine } from "../../pricing/engine/line.ts";
import { isPriced } from "../../pricing/rated.ts";
import type { MoneyDocument, MoneyRun } from "../document.ts";
import type { FocusRow } from "./columns.ts";
import { contractApplied } from "./commitment-rows.ts";
import { chargePeriod, periodOf, timeText } from "./periods.ts";
import { serviceOf } from "./services.ts";
import { focusUnit } from "./units.ts";

/**
 * Rows of Cost and Usage: one for each priced line, each instalment and each tax; where several pay, one for each of
 * them. They add up to the document.
 */
export function costRows(
  document: MoneyDocument,
  run: MoneyRun,
  basis: "Actual" | "Projected",
): readonly FocusRow[] {
  const isActual = basis === "Actual";
  // A bill is billed whole, whenever it is paid.
  const payments = isActual && document.invoice === null ? document.payments : [];
  const instalments = payments.filter(({ scheme }) => scheme === "instalment");
  const paidApart = new Set(instalments.flatMap(({ lineKeys }) => lineKeys));
  const common = {
    ...partiesOf(document, run),
    ...(isActual && document.invoice !== null && { InvoiceId: document.invoice.id }),
    x_CostBasis: basis,
    x_ScenarioId: isActual ? "" : "baseline",
    x_TzdbVersion: document.tzdb,
  };
  const rows = [
    ...run.lines
      .filter(isPriced)
      .flatMap((line) => partsOf(document, line))
      .map((line) => lineRow(document, line, paidApart.has(line.lineKey))),
    // Taxes have rows of their own.
    ...instalments.map(({ at, amount, net }) => instalmentRow(document, at, net ?? amount)),
    ...run.totals.taxes
      .flatMap((tax) => taxParts(document, run, tax))
      .map((tax) => taxRow(document, tax)),
  ];
  return rows.map((row) => Object.assign(row, common));
}

function partiesOf({ issuer, party }: MoneyDocument, { totals }: MoneyRun): FocusRow {
  return {
    BillingAccountId: party.account,
    BillingAccountName: party.name,
    BillingCurrency: totals.currency,
    HostProviderName: issuer,
    InvoiceIssuerName: issuer,
    ServiceProviderName: issuer,
  };
}

const CATEGORIES = {
  usage: "Usage",
  capacity: "Usage",
  base: "Purchase",
  package: "Purchase",
  purchase: "Purchase",
  minimum: "Adjustment",
  cap: "Adjustment",
  credit: "Credit",
  unpriced: "Adjustment",
} as const satisfies Record<RatedLine["category"], string>;

function lineRow(document: MoneyDocument, line: Part, isPaidApart: boolean): FocusRow {
  const { invoice } = document;
  const category = CATEGORIES[line.category];
  return {
    ...periodOf(document, line),
    ...chargePeriod(line),
    ...serviceOf(line.meter),
    ...pricesOf(line, category),
    ...allocationOf(document, line),
    ContractApplied: contractApplied(document, line),
    // What is paid in instalments was used all the same: the two ledgers stay apart.
    BilledCost: isPaidApart ? "0" : line.rounded,
    EffectiveCost: line.rounded,
    ChargeCategory: category,
    ChargeClass: line.class === "correction" ? "Correction" : "",
    ChargeDescription: line.title,
    ChargeFrequency: frequencyOf(line, category),
    InvoiceDetailId: invoice === null ? "" : line.lineKey,
    ResourceId: line.node === "" ? "" : `${line.environment}/${line.node}`,
    ResourceName: line.node,
    ResourceType: line.node === "" ? "" : line.item || line.meter,
    SubAccountId: line.environment,
    SubAccountName: line.environment,
    Tags: JSON.stringify(tagsOf(line)),
    x_LineKey: line.lineKey,
    x_RateWindow: line.window,
    x_Band: line.band,
    x_DesignNodeId: line.node,
    x_QosTermId: line.category === "credit" ? line.rule.id || line.title : "",
  };
}

/** A line, or what somebody pays of one that several share. */
interface Part extends RatedLine {
  readonly payer?: string;
}

/** What is shared is a row for each who pays for it; they add up to the line. */
function partsOf({ payers }: MoneyDocument, line: RatedLine): readonly Part[] {
  const parties = payersOf(payers, line);
  if (parties.length === 0) return [line];
  const shares = parties.map(({ weight }) => scaled(weight));
  const split = (text: string): readonly string[] =>
    splitExactly(text, shares).map((part) => decimalText(part));
  const [quantities, lists, nets, amounts] = [line.quantity, line.list, line.net, line.rounded].map(
    split,
  );
  return parties.map(({ party }, at) =>
    Object.assign({}, line, {
      payer: party,
      quantity: quantities?.[at] ?? "0",
      list: lists?.[at] ?? "0",
      net: nets?.[at] ?? "0",
      rounded: amounts?.[at] ?? "0",
    }),
  );
}

/** What is shared is charged to each who used it; what nobody used is the part that is not allocated. */
function allocationOf({ party }: MoneyDocument, { account, unused, payer }: Part): FocusRow {
  if (payer !== undefined) return agreedShare(payer);
  if (unused) return { AllocatedMethodId: "metered-share" };
  if (account === party.account || account === "") return {};
  return {
    AllocatedMethodId: "metered-share",
    AllocatedResourceId: account,
    AllocatedResourceName: account,
  };
}

function agreedShare(payer: string): FocusRow {
  return {
    AllocatedMethodId: "agreed-share",
    AllocatedResourceId: payer,
    AllocatedResourceName: payer,
  };
}

function frequencyOf({ category }: RatedLine, focus: string): string {
  if (focus === "Usage") return "Usage-Based";
  return category === "base" || category === "package" ? "Recurring" : "One-Time";
}

function tagsOf({ user, usedBy, groups, item }: RatedLine): FocusRow {
  return {
    ...(usedBy !== undefined && { "used-by": usedBy }),
    ...(user !== "" && { user }),
    ...(groups.length > 0 && { groups: groups.join(" ") }),
    ...(item !== "" && { item }),
  };
}

/** Only what is sold by the unit has prices; everything else costs what is billed for it. */
function pricesOf(line: RatedLine, category: string): FocusRow {
  const isSold = category === "Usage" || category === "Purchase";
  const list = new Decimal(line.list);
  if (!isSold || line.class === "correction" || list.isNegative())
    return { ListCost: line.rounded, ContractedCost: line.rounded };
  const sku = `${line.rule.book}/${line.rule.id}`;
  return {
    ListCost: line.list,
    ContractedCost: line.list,
    ...unitsOf(line, list),
    ...(category === "Usage" && {
      ConsumedQuantity: line.quantity,
      ConsumedUnit: focusUnit(line.unit),
    }),
    PricingCategory: "Standard",
    SkuId: sku,
    SkuMeter: line.meter,
    SkuPriceDetails: JSON.stringify({ x_Window: line.window, x_Band: line.band }),
    SkuPriceId: [sku, line.window, line.band].filter((part) => part !== "").join("/"),
  };
}

/** Where a fee or a step is in it, cost is no product of quantity and price: then it is one unit at that cost. */
function unitsOf({ quantity, unit, unitPrice }: RatedLine, list: Decimal): FocusRow {
  const isProduct = unitPrice !== "" && new Decimal(quantity).times(unitPrice).equals(list);
  const price = isProduct ? unitPrice : decimalText(list);
  return {
    PricingQuantity: isProduct ? quantity : "1",
    PricingUnit: isProduct ? focusUnit(unit) : "Units",
    ListUnitPrice: price,
    ContractedUnitPrice: price,
  };
}

function instalmentRow(document: MoneyDocument, at: number, amount: string): FocusRow {
  const when = { start: timeText(at), end: timeText(at + 1000) };
  return {
    ...periodOf(document, { billedIn: "", start: when.start }),
    ...chargePeriod(when),
    ...serviceOf(""),
    BilledCost: amount,
    EffectiveCost: "0",
    ListCost: amount,
    ContractedCost: amount,
    ChargeDescription: "Instalment",
    ...(new Decimal(amount).isNegative() ? GIVEN_BACK : soldInstalment(amount)),
  };
}

/** More was agreed on than came: the last payment goes the other way, and nothing is sold by it. */
const GIVEN_BACK = { ChargeCategory: "Credit", ChargeFrequency: "One-Time" };

function soldInstalment(amount: string): FocusRow {
  return {
    ChargeCategory: "Purchase",
    ChargeFrequency: "Recurring",
    PricingCategory: "Standard",
    PricingQuantity: "1",
    PricingUnit: "Instalments",
    ListUnitPrice: amount,
    ContractedUnitPrice: amount,
    SkuId: "instalment",
    SkuMeter: "instalment",
    SkuPriceId: "instalment",
  };
}

type Tax = MoneyRun["totals"]["taxes"][number];

/** A tax follows from all lines, so who pays more of them pays more of it. */
function taxParts(
  { payers }: MoneyDocument,
  { lines }: MoneyRun,
  tax: Tax,
): readonly (Tax & Pick<Part, "payer">)[] {
  const parts = partsByPayer(tax.amount, payers, lines);
  if (parts.length === 0) return [tax];
  return parts.map(({ party, amount }) =>
    Object.assign({}, tax, { payer: party, amount: decimalText(amount) }),
  );
}

function taxRow(
  document: MoneyDocument,
  { id, percent, amount, payer }: Tax & Pick<Part, "payer">,
): FocusRow {
  const last = document.months.at(-1);
  const at = { billedIn: last?.label ?? "", start: document.at };
  const period = periodOf(document, at);
  return {
    ...period,
    ChargePeriodStart: period["BillingPeriodStart"] ?? "",
    ChargePeriodEnd: period["BillingPeriodEnd"] ?? "",
    ...serviceOf(""),
    ...(payer !== undefined && agreedShare(payer)),
    BilledCost: amount,
    EffectiveCost: amount,
    ListCost: amount,
    ContractedCost: amount,
    ChargeCategory: "Tax",
    ChargeDescription: `${id} ${percent} %`,
    ChargeFrequency: "One-Time",
    InvoiceDetailId: document.invoice === null ? "" : `tax/${id}`,
  };
}
