import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { closedThrough, type Account } from "../../../shared/billing/accrual.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import type { AccountTerms } from "../../../shared/billing/open-accrual.ts";
import { nextPeriod } from "../../../shared/billing/periods.ts";
import { plainContract } from "../../../shared/billing/plain-contract.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { inForce } from "../../../shared/pricing/terms.ts";
import { bookWithoutCosts, contractWithoutCosts } from "../../../shared/pricing/without-costs.ts";
import type { Window } from "../../../shared/schedule/window.ts";
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
export async function accountOf(context: AccountContext, tenant: string): Promise<Account | null> {
  const agreed = await agreementOf(context, tenant);
  if (agreed === null) return null;
  const { terms, window } = agreed;
  return { ...terms, segments: await context.store.tenantUsage(tenant, window) };
}

/** All that an account's charges follow from but its usage. */
export interface Agreement {
  readonly terms: AccountTerms;
  /** The time that its usage is of. */
  readonly window: Window;
}

/** What was agreed on; `issued` saves reading all bills again. */
export async function agreementOf(
  { store, clock }: AccountContext,
  tenant: string,
  issued?: readonly Bill[],
): Promise<Agreement | null> {
  const agreed = (await store.contracts(tenant)).map(soldBy);
  const contracts = Map.groupBy(agreed, ({ contract }) => contract.id);
  if (contracts.size === 0) return null;
  const bills = issued ?? (await store.bills(tenant));
  const all = [...contracts].map(([id, revisions]) => ({
    revisions,
    issued: bills.filter(({ contract }) => contract.id === id),
  }));
  const current = all.find((one) => isOpen(one)) ?? all.at(-1);
  const newest = current?.revisions.at(-1);
  if (current === undefined || newest === undefined) return null;
  const later = all[all.indexOf(current) + 1]?.revisions[0]?.contract.start;
  const window = { start: newest.contract.start, end: later ?? LAST };
  const books = await booksAt(store, clock.now());
  const tzdb = process.versions.tz ?? "";
  return { terms: { ...current, books, next: bills.length + 1, tzdb }, window };
}

/** Tenants without a contract spend too: by the price book alone, in UTC, since the year began. */
export async function plainAgreement(
  { store, clock }: AccountContext,
  tenant: string,
): Promise<Agreement> {
  const start = `${new Date(clock.now()).getUTCFullYear()}-01-01T00:00:00.000Z`;
  const books = await booksAt(store, clock.now());
  const revisions = [plainContract(tenant, start)];
  const tzdb = process.versions.tz ?? "";
  return { terms: { revisions, books, issued: [], next: 1, tzdb }, window: { start, end: LAST } };
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
