import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { closedThrough, type Account } from "../../../shared/billing/accrual.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { nextPeriod } from "../../../shared/billing/periods.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { inForce } from "../../../shared/pricing/terms.ts";
import { bookWithoutCosts, contractWithoutCosts } from "../../../shared/pricing/without-costs.ts";
import type { Store } from "../store/store.ts";

export interface AccountContext {
  readonly store: Store;
  readonly clock: Clock;
}

/** As long as there are environments at all. */
const LAST = "9999-12-31T00:00:00.000Z";

/**
 * All that a tenant's next bill follows from; null without a contract. Of several contracts that followed each other
 * it is the first that is not billed to its end.
 */
export async function accountOf(
  { store, clock }: AccountContext,
  tenant: string,
): Promise<Account | null> {
  const agreed = (await store.contracts(tenant)).map(soldBy);
  const contracts = Map.groupBy(agreed, ({ contract }) => contract.id);
  if (contracts.size === 0) return null;
  const bills = await store.bills(tenant);
  const all = [...contracts].map(([id, revisions]) => ({
    revisions,
    issued: bills.filter(({ contract }) => contract.id === id),
  }));
  const current = all.find((one) => isOpen(one)) ?? all.at(-1);
  const newest = current?.revisions.at(-1);
  if (current === undefined || newest === undefined) return null;
  const later = all[all.indexOf(current) + 1]?.revisions[0]?.contract.start;
  const window = { start: newest.contract.start, end: later ?? LAST };
  return {
    ...current,
    books: await booksAt(store, clock.now()),
    segments: await store.tenantUsage(tenant, window),
    next: bills.length + 1,
    tzdb: process.versions.tz ?? "",
  };
}

/** As the customer may read it. */
export function soldBy(record: CustomerContract): CustomerContract {
  return { ...record, contract: contractWithoutCosts(record.contract) };
}

function isOpen({ revisions, issued }: Pick<Account, "revisions" | "issued">): boolean {
  const newest: CustomerContract | undefined = revisions.at(-1);
  return newest !== undefined && nextPeriod(newest, closedThrough(issued)) !== null;
}

/** The price books that bills are made by: all revisions, each for its own time, as customers may read them. */
export async function booksAt(store: Store, now: number): Promise<readonly PriceBook[]> {
  return inForce(await store.currentPriceBooks(toInstant(now))).map(bookWithoutCosts);
}
