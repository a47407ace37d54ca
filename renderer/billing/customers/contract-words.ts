import { baseFeeOf } from "../../../shared/billing/base-fee.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { Temporal } from "temporal-polyfill";
import { money } from "../../ui/money.ts";

export const CADENCES = [
  { value: "once", label: "once" },
  { value: "monthly", label: "each month" },
  { value: "quarterly", label: "each quarter" },
  { value: "annual", label: "each year" },
];

export const PAYMENTS = [
  { value: "manual", label: "Noted by hand" },
  { value: "webhook", label: "By a payment service" },
];

/** `€12.00 each month`, or that there is none. */
export function feeWord({ contract }: CustomerContract): string {
  const fee = baseFeeOf(contract.overrides);
  if (fee === null) return "none";
  const { amount, cadence, basis } = fee;
  const shown = contract.currency === undefined ? amount : money(amount, contract.currency);
  const often = CADENCES.find(({ value }) => value === cadence)?.label ?? cadence;
  return `${shown} ${often}${basis === "user" ? " for each user" : ""}`;
}

export function paymentWord({ terms }: CustomerContract): string {
  const by = terms.payment === "webhook" ? "by a payment service" : "noted by hand";
  return `${by}, within ${terms.payWithinDays} ${terms.payWithinDays === 1 ? "day" : "days"}`;
}

export function isOver({ contract: { end } }: CustomerContract, now: number): boolean {
  return end !== undefined && Date.parse(end) <= now;
}

/** The end of a day where the contract's months are counted; null for what is no day. */
export function endOfDay(date: string, zone: string): string | null {
  try {
    const next = Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone);
    return new Date(next.epochMilliseconds).toISOString();
  } catch {
    return null;
  }
}
