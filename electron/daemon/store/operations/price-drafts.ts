import { fromInstant, toInstant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { PriceDraft } from "../../../../shared/protocol/price-procedures.ts";
import type { Transaction } from "./operation.ts";

/** Replaces the version before it; another one there now is somebody else's work: `price-draft-changed`. */
export async function putPriceDraft(transaction: Transaction, draft: PriceDraft): Promise<void> {
  const { book, version, text, by, savedAt } = draft;
  const known = await priceDraft(transaction, book);
  if ((known?.version ?? 0) !== version - 1)
    throw new FaultError(fault("price-draft-changed", { book, by: known?.by ?? "somebody" }));
  const values = { version, body: text, saved_by: by, saved_at: fromInstant(savedAt) };
  await transaction
    .insertInto("price_drafts")
    .values({ book, ...values })
    .onConflict((conflict) => conflict.column("book").doUpdateSet(values))
    .execute();
}

export async function priceDraft(
  transaction: Transaction,
  book: string,
): Promise<PriceDraft | null> {
  return (await drafts(transaction, book))[0] ?? null;
}

export async function priceDrafts(transaction: Transaction): Promise<readonly PriceDraft[]> {
  return drafts(transaction);
}

async function drafts(transaction: Transaction, book?: string): Promise<readonly PriceDraft[]> {
  const rows = await transaction
    .selectFrom("price_drafts")
    .selectAll()
    .$if(book !== undefined, (query) => query.where("book", "=", book ?? ""))
    .orderBy("book")
    .execute();
  return rows.map(({ book: id, version, body, saved_by, saved_at }) => ({
    book: id,
    version,
    text: body,
    by: saved_by,
    savedAt: toInstant(saved_at),
  }));
}

/** False when there was none. */
export async function removePriceDraft(transaction: Transaction, book: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom("price_drafts")
    .where("book", "=", book)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
