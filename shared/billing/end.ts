import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { closedThrough } from "./accrual.ts";
import type { Bill } from "./bill.ts";
import type { CustomerContract } from "./customer-contract.ts";

/**
 * The revision that ends a contract at an instant, now or later. What follows for fees is the price book's: the part
 * of a period that is left is charged, or given back, as its settings count it. Nothing ends in a time for which a
 * bill was issued already.
 */
export function endedContract(
  newest: CustomerContract,
  at: string,
  issued: readonly Pick<Bill, "kind" | "period">[],
): Result<CustomerContract> {
  const { contract, revision, validFrom } = newest;
  const refuse = (detail: string): Result<CustomerContract> =>
    err(fault("contract-invalid", { detail }, "end"));
  if (contract.end !== undefined && contract.end <= at)
    return refuse(`It ends earlier already: ${contract.end}.`);
  if (at <= contract.start) return refuse(`It only begins at ${contract.start}.`);
  const billed = closedThrough(issued);
  if (billed !== null && at < billed)
    return refuse(`Bills are issued up to ${billed}: end it then or later.`);
  const from = at > validFrom ? at : validFrom;
  return ok({
    ...newest,
    revision: revision + 1,
    validFrom: from,
    contract: { ...contract, end: at },
  });
}
