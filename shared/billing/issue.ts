import { toInstant } from "../base/clock.ts";
import type { Bill } from "./bill.ts";
import type { CustomerContract } from "./customer-contract.ts";

/** The row that a customer's numbers are from: of the provider, or the customer's own. */
export function numberRow({ tenant, terms }: Pick<CustomerContract, "tenant" | "terms">): string {
  return terms.numbering === "provider" ? "LW" : tenant;
}

/** A number as it stands on the bill: `LW-000042`. */
export function billNumber(row: string, count: number): string {
  return `${row}-${String(count).padStart(6, "0")}`;
}

/** A draft that became a bill: from now on nothing of it changes. */
export function issued(draft: Bill, number: string, at: number): Bill {
  return { ...draft, number, status: "issued", issuedAt: toInstant(at) };
}
