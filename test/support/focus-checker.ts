import { Decimal } from "../../shared/base/money.ts";
import { csvRows } from "./csv-rows.ts";

/** The columns that FOCUS 1.4 wants of every Cost and Usage file, with whether they may be empty: its table of columns. */
const MANDATORY = new Map([
  ["BilledCost", false],
  ["BillingAccountId", false],
  ["BillingAccountName", true],
  ["BillingCurrency", false],
  ["BillingPeriodEnd", false],
  ["BillingPeriodStart", false],
  ["ChargeCategory", false],
  ["ChargeClass", true],
  ["ChargeDescription", true],
  ["ChargePeriodEnd", false],
  ["ChargePeriodStart", false],
  ["ContractedCost", false],
  ["EffectiveCost", false],
  ["HostProviderName", false],
  ["InvoiceIssuerName", false],
  ["ListCost", false],
  ["PricingQuantity", true],
  ["PricingUnit", true],
  ["ServiceCategory", false],
  ["ServiceName", false],
  ["ServiceProviderName", false],
]);
const NUMBERS = /^(BilledCost|EffectiveCost|.*ListCost|ContractedCost|.*Quantity|.*UnitPrice)$/;
const TIMES = /(Start|End)$/;
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
  ChargeClass: ["", "Correction"],
  ChargeFrequency: ["One-Time", "Recurring", "Usage-Based"],
  PricingCategory: ["", "Standard", "Dynamic", "Committed", "Other"],
  ServiceCategory: ["Compute", "Networking", "Storage", "Other"],
};
/** Empty for taxes, and set for what is used or bought, unless it is a correction. */
const SOLD = [
  "SkuId",
  "SkuPriceId",
  "PricingQuantity",
  "PricingUnit",
  "ListUnitPrice",
  "ContractedUnitPrice",
  "PricingCategory",
];

type Cells = ReadonlyMap<string, string>;

/** The rows of a FOCUS file by column. */
export function focusRows(csv: string): readonly Cells[] {
  const [heading, ...rows] = csvRows(csv).map(({ cells }) => cells);
  return rows.map((cells) => new Map(heading!.map((name, at) => [name, cells[at] ?? ""])));
}

/** What FOCUS 1.4 requires of Cost and Usage and a file does not do, in words; written after the specification's text. */
export function focusFaults(csv: string): readonly string[] {
  const heading = csvRows(csv)[0]!.cells;
  const missing = [...MANDATORY.keys()].filter((name) => !heading.includes(name));
  const misnamed = heading.filter((name) => !/^(x_)?[A-Z][A-Za-z]*$/.test(name));
  const faults = focusRows(csv).flatMap((row, at) =>
    rowFaults(row).map((what) => `row ${at + 1}: ${what}`),
  );
  return [...missing.map((name) => `no column ${name}`), ...misnamed, ...faults];
}

function rowFaults(row: Cells): readonly string[] {
  const faults: string[] = [];
  const wants = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what);
  };
  for (const [name, mayBeNull] of MANDATORY)
    wants(mayBeNull || row.get(name) !== "", `${name} is empty`);
  for (const [name, value] of row) {
    if (NUMBERS.test(name) && value !== "")
      wants(/^-?\d+(\.\d+)?$/.test(value), `${name} is no number: ${value}`);
    if (TIMES.test(name))
      wants(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value), `${name} is no time: ${value}`);
    const allowed = ALLOWED[name];
    if (allowed !== undefined) wants(allowed.includes(value), `${name} may not be ${value}`);
  }
  wants(/^[A-Z]{3}$/.test(row.get("BillingCurrency")!), "BillingCurrency is no ISO 4217 code");
  for (const period of ["Billing", "Charge"])
    wants(
      row.get(`${period}PeriodStart`)! < row.get(`${period}PeriodEnd`)!,
      `${period}Period does not end after it starts`,
    );
  return [...faults, ...priceFaults(row)];
}

function priceFaults(row: Cells): readonly string[] {
  const faults: string[] = [];
  const category = row.get("ChargeCategory")!;
  const isSold = category === "Usage" || category === "Purchase";
  for (const name of SOLD) {
    if (category === "Tax" && row.get(name) !== "") faults.push(`${name} of a tax is set`);
    if (isSold && row.get("ChargeClass") === "" && row.get(name) === "")
      faults.push(`${name} is empty`);
  }
  const number = (name: string): Decimal => new Decimal(row.get(name)!);
  for (const [cost, price] of [
    ["ListCost", "ListUnitPrice"],
    ["ContractedCost", "ContractedUnitPrice"],
  ] as const) {
    const known = row.get(price) !== "" && row.get("PricingQuantity") !== "";
    if (known && number(price).isNegative()) faults.push(`${price} is negative`);
    if (known && !number(price).times(number("PricingQuantity")).equals(number(cost)))
      faults.push(`${cost} is not ${price} × PricingQuantity`);
    if (row.get(price) === "" && category === "Credit" && row.get(cost) !== row.get("BilledCost"))
      faults.push(`${cost} of a credit is not its BilledCost`);
  }
  const isUsed = category === "Usage" && row.get("ChargeClass") === "";
  if (isUsed !== (row.get("ConsumedQuantity") !== "") && row.get("ChargeClass") === "")
    faults.push("ConsumedQuantity is set for what is not used, or not set for what is");
  return faults;
}
