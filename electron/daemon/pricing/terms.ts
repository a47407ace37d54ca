import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, type Result } from "../../../shared/base/result.ts";
import { defaultContract, termsFor, type Terms } from "../../../shared/pricing/terms.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";

interface TermsContext {
  readonly store: Pick<Store, "currentPriceBooks" | "priceBooks" | "contract">;
  readonly clock: Pick<Clock, "now">;
}

/** What a tenant's usage is priced by from now on: the book that was agreed on, or the one that is in force. */
export async function tenantTerms(
  { store, clock }: TermsContext,
  tenant: string,
): Promise<Result<Terms>> {
  const at = toInstant(clock.now());
  const agreed = (await store.contract(tenant, at))?.contract;
  const books =
    agreed?.book === undefined
      ? await store.currentPriceBooks(at)
      : await store.priceBooks(agreed.book.id);
  const newest = books.at(-1);
  if (newest === undefined) return err(fault("no-rate", { item: "anything" }));
  return termsFor(books, agreed ?? defaultContract(tenant, newest));
}

/**
 * What an environment is priced by, from its quote to its final statement: the book that it was requested under,
 * each of its revisions for its own time, and the contract of its customer.
 */
export async function environmentTerms(
  { store, clock }: TermsContext,
  { tenant, priceBook: { id, revision } }: Pick<EnvironmentRecord, "tenant" | "priceBook">,
): Promise<Result<Terms>> {
  const books = await store.priceBooks(id);
  const pinned = books.find((book) => book.revision === revision);
  if (pinned === undefined) throw new Error(`price book ${id} revision ${revision} is missing`);
  const agreed = (await store.contract(tenant, toInstant(clock.now())))?.contract;
  if (agreed === undefined) return termsFor(books, defaultContract(tenant, pinned));
  // A contract that fixes a revision fixed it for what was requested while it did.
  const isFixed = agreed.book?.revision !== undefined;
  const book = isFixed ? { id, revision } : undefined;
  return termsFor(books, { ...agreed, book, currency: currencyOf(books) });
}

function currencyOf(books: readonly PriceBook[]): string | undefined {
  return books.at(-1)?.currency;
}
