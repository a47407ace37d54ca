import {
  customerContractSchema,
  type CustomerContract,
} from "../../../shared/billing/customer-contract.ts";
import { bookSchema, type PriceBook } from "../../../shared/pricing/engine/book.ts";

/** Months end in three zones; in two of them the clocks are put back within what is simulated. */
const ZONES = [
  { zone: "Europe/Berlin", start: "2026-09-30T22:00:00Z" },
  { zone: "UTC", start: "2026-10-01T00:00:00Z" },
  { zone: "America/New_York", start: "2026-10-01T04:00:00Z" },
] as const;

/** Prices of many sorts, so that what one environment uses changes what another one costs. */
export const MONTH_BOOK: PriceBook = bookSchema.parse({
  id: "month",
  currency: "EUR",
  tariffZone: "Europe/Berlin",
  settings: { taxes: { VAT: "19" } },
  meters: { request: { unit: "request" } },
  windowSets: [
    {
      id: "office",
      default: "off-peak",
      windows: [
        { window: "peak", days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:00" },
      ],
    },
  ],
  rules: [
    {
      id: "small",
      title: "Small machine",
      kind: "usage",
      meter: "instance",
      match: { item: "small" },
      windows: {
        set: "office",
        pricing: {
          peak: { shape: "unit", price: "0.0731" },
          "off-peak": { shape: "unit", price: "0.0311" },
        },
      },
    },
    {
      id: "large",
      title: "Large machine",
      kind: "usage",
      meter: "instance",
      match: { item: "large" },
      pricing: { shape: "unit", price: "0.2113" },
    },
    {
      id: "disk",
      title: "Disk",
      kind: "usage",
      meter: "storage",
      per: "month",
      pricing: {
        shape: "graduated",
        bands: [{ upTo: "20", unit: "0.0917" }, { unit: "0.0533" }],
      },
    },
    {
      id: "requests",
      title: "Requests",
      kind: "usage",
      meter: "request",
      aggregation: "sum",
      allowance: "2000",
      pricing: { shape: "package", price: "0.0137", size: "1000" },
    },
    {
      id: "seats",
      title: "Office seats",
      kind: "usage",
      meter: "licence",
      pricing: { shape: "unit", price: "0.0191" },
      accumulator: { scope: "environment" },
      minimum: "0.50",
    },
    {
      id: "account",
      title: "Account",
      kind: "base",
      basis: "account",
      cadence: "monthly",
      due: "arrears",
      pricing: { shape: "flat", price: "12.50" },
    },
  ],
  discounts: [
    {
      id: "much",
      title: "For much",
      trigger: "volume",
      apply: "above",
      steps: [{ from: "20", percent: "10" }],
    },
  ],
});

/** A tenant's contract; every third one is in another zone. */
export function monthContract(tenant: string, index: number): CustomerContract {
  const { zone, start } = ZONES[index % ZONES.length] ?? ZONES[0];
  return customerContractSchema.parse({
    tenant,
    revision: 1,
    validFrom: start,
    customer: {
      name: `Customer ${tenant}`,
      address: { street: "Main Street 1", postalCode: "10115", city: "Berlin", country: "DE" },
      email: `${tenant}@labwright.example`,
    },
    contract: { account: tenant, billingZone: zone, start },
  });
}
