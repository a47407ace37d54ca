import { toInstant } from "../base/clock.ts";
import { bookSchema } from "../pricing/engine/book.ts";
import { expandCalendar, periodAt } from "../pricing/engine/calendar.ts";
import type { Contract } from "../pricing/engine/contract.ts";
import type { Bill } from "./bill.ts";
import type { CustomerContract } from "./customer-contract.ts";

type Cadence = CustomerContract["terms"]["cadence"];

const YEAR = 366 * 86_400_000;
// Months need no prices.
const NO_BOOK = bookSchema.parse({ id: "none", currency: "XXX", rules: [] });
const LISTS = { monthly: "months", quarterly: "quarters", annual: "years" } as const;

/**
 * The month, quarter or year of a contract that an instant is in, without what is before its start, after its end,
 * or billed already.
 */
export function billingPeriod(
  contract: Contract,
  cadence: Cadence,
  at: number,
  billedThrough: string | null,
): Bill["period"] {
  const span = { start: at - YEAR, end: at + YEAR };
  const calendar = expandCalendar(NO_BOOK, contract, span);
  const { label, start, end } = periodAt(calendar[LISTS[cadence]], at);
  const from = Math.max(start, Date.parse(billedThrough ?? contract.start));
  const to = contract.end === undefined ? end : Math.min(end, Date.parse(contract.end));
  return { label, start: toInstant(from), end: toInstant(Math.max(from, to)) };
}

/** The period that is billed next; null when all of the contract is. */
export function nextPeriod(
  { contract, terms }: Pick<CustomerContract, "contract" | "terms">,
  billedThrough: string | null,
): Bill["period"] | null {
  const from = billedThrough ?? contract.start;
  if (contract.end !== undefined && from >= contract.end) return null;
  return billingPeriod(contract, terms.cadence, Date.parse(from), from);
}
