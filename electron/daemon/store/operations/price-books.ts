import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { PriceBook } from "../../../../shared/pricing/engine/book.ts";
import { bookOfRateCard } from "../../../../shared/pricing/engine/of-rate-card.ts";
import { isRateCard } from "../../../../shared/pricing/engine/rate-card.ts";
import type { Transaction } from "./operation.ts";

export async function putPriceBook(transaction: Transaction, book: PriceBook): Promise<void> {
  const { id, revision, effectiveFrom = toInstant(0) } = book;
  const stored = (await priceBooks(transaction, id)).find((one) => one.revision === revision);
  const text = JSON.stringify(book);
  if (stored !== undefined) {
    if (JSON.stringify(stored) === text) return;
    const name = `${id} revision ${revision}`;
    throw new FaultError(fault("already-exists", { what: "price book", id: name }));
  }
  await transaction
    .insertInto("price_books")
    .values({ id, revision, effective_from: fromInstant(effectiveFrom), book: text })
    .execute();
}

/** All revisions, in their order: which of them holds when is not for the store to say. */
export async function currentPriceBooks(
  transaction: Transaction,
  at: Instant,
): Promise<readonly PriceBook[]> {
  const rows = await transaction
    .selectFrom("price_books")
    .select("book")
    .where("id", "=", (where) =>
      where
        .selectFrom("price_books as newest")
        .select("newest.id")
        .where("newest.effective_from", "<=", fromInstant(at))
        .orderBy("newest.effective_from", "desc")
        .orderBy("newest.revision", "desc")
        .orderBy("newest.id")
        .limit(1),
    )
    .orderBy("revision")
    .execute();
  return rows.map(({ book }) => toPriceBook(book));
}

export async function priceBooks(
  transaction: Transaction,
  id: string,
): Promise<readonly PriceBook[]> {
  const rows = await transaction
    .selectFrom("price_books")
    .select("book")
    .where("id", "=", id)
    .orderBy("revision")
    .execute();
  return rows.map(({ book }) => toPriceBook(book));
}

export async function allPriceBooks(transaction: Transaction): Promise<readonly PriceBook[]> {
  const rows = await transaction
    .selectFrom("price_books")
    .select("book")
    .orderBy("id")
    .orderBy("revision")
    .execute();
  return rows.map(({ book }) => toPriceBook(book));
}

/** Earlier versions stored rate cards. */
function toPriceBook(text: string): PriceBook {
  const stored: unknown = JSON.parse(text);
  return isRateCard(stored) ? bookOfRateCard(stored) : (stored as PriceBook);
}
