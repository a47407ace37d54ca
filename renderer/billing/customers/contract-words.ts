import { baseFeeOf } from "../../../shared/billing/base-fee.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import type { QosTerm } from "../../../shared/pricing/engine/schema/discount.ts";
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

export const AT_END = [
  { value: "release", label: "What runs is released" },
  { value: "keep", label: "What runs goes on, and is billed on demand" },
];

/** `€12.00 each month`, or that there is none. A contract that names no currency has that of the price book. */
export function feeWord({ contract }: CustomerContract, ofBook: string): string {
  const fee = baseFeeOf(contract.overrides);
  if (fee === null) return "none";
  const { amount, cadence, basis } = fee;
  const shown = money(amount, contract.currency ?? ofBook);
  const often = CADENCES.find(({ value }) => value === cadence)?.label ?? cadence;
  return `${shown} ${often}${basis === "user" ? " for each user" : ""}`;
}

export function paymentWord({ terms }: CustomerContract): string {
  const by = terms.payment === "webhook" ? "by a payment service" : "noted by hand";
  return `${by}, within ${terms.payWithinDays} ${terms.payWithinDays === 1 ? "day" : "days"}`;
}

/** `shared by anna 2, bela 1`; empty where one pays all. */
export function sharedWord({ contract: { parties } }: CustomerContract): string {
  if (parties.length === 0) return "";
  return `shared by ${parties.map(({ party, weight }) => `${party} ${weight}`).join(", ")}`;
}

export function isOver({ contract: { end } }: CustomerContract, now: number): boolean {
  return end !== undefined && Date.parse(end) <= now;
}

/** `Uptime: 10 % back below 99.9, 25 % back below 99; asked for within 30 days`. */
export function guaranteeWords({ id, title, bands, claimDays }: QosTerm): string {
  const back = bands.map(({ below, percent }) => `${percent} % back below ${below}`).join(", ");
  const how =
    claimDays === undefined
      ? "given without asking"
      : `when asked for within ${claimDays} ${claimDays === 1 ? "day" : "days"} after the month`;
  return `${title ?? id}: ${back}; ${how}`;
}

/** `2026-10` in November: the last month that is over, in UTC. */
export function monthBefore(now: number): string {
  const at = new Date(now);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1)).toISOString().slice(0, 7);
}

/** Why nothing can have been missed in a month yet, or null. */
export function wrongInMonth(month: string, now: number): string | null {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return "Choose a month.";
  const isToCome = month > new Date(now).toISOString().slice(0, 7);
  return isToCome ? "This month is still to come." : null;
}

/** The beginning of a day where the contract's months are counted; null for what is no day. */
export function startOfDay(date: string, zone: string): string | null {
  return instantOfDay(date, zone, 0);
}

/** The end of a day where the contract's months are counted; null for what is no day. */
export function endOfDay(date: string, zone: string): string | null {
  return instantOfDay(date, zone, 1);
}

function instantOfDay(date: string, zone: string, later: number): string | null {
  try {
    const midnight = Temporal.PlainDate.from(date).add({ days: later }).toZonedDateTime(zone);
    return new Date(midnight.epochMilliseconds).toISOString();
  } catch {
    return null;
  }
}
