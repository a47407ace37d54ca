import { fromInstant } from "../base/clock.ts";
import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { dateAt } from "../pricing/engine/local-days.ts";
import type { CustomerContract } from "./customer-contract.ts";

interface Claim {
  /** Of the price book's guarantees. */
  readonly term: string;
  /** `2026-11` */
  readonly month: string;
  readonly at: string;
}

/**
 * The revision by which a customer asks for the credit of a missed guarantee; null where that was asked for. Whether
 * it is given, and how much, follows from what was measured: the next bill says so.
 */
export function withClaim(
  newest: CustomerContract,
  books: readonly Pick<PriceBook, "qosTerms">[],
  claim: Claim,
): Result<CustomerContract | null> {
  const known = books.some(({ qosTerms }) => qosTerms.some(({ id }) => id === claim.term));
  if (!known) return err(fault("not-found", { what: "guarantee", id: claim.term }));
  const { contract, revision, validFrom } = newest;
  const { claims, billingZone } = contract;
  const today = dateAt(fromInstant(claim.at), billingZone).toString();
  if (claim.month > today.slice(0, 7))
    return err(fault("input-invalid", { detail: `${claim.month} is still to come.` }, "month"));
  if (claims.some(({ term, month }) => term === claim.term && month === claim.month))
    return ok(null);
  return ok({
    ...newest,
    revision: revision + 1,
    validFrom: claim.at > validFrom ? claim.at : validFrom,
    contract: { ...contract, claims: [...claims, claim] },
  });
}
