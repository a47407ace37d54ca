import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import { FaultError } from "../../../../shared/base/fault.ts";
import type { PriceBook } from "../../../../shared/pricing/engine/book.ts";
import { newRevision, type PublishTimes } from "../../../../shared/prices/publish.ts";
import { priceBooks, putPriceBook } from "./price-books.ts";
import { removePriceDraft } from "./price-drafts.ts";
import type { Transaction } from "./operation.ts";

/** Two who publish at once: the one who comes second finds the number taken and is refused. */
export async function publishPriceBook(
  transaction: Transaction,
  draft: PriceBook,
  times: PublishTimes,
  at: Instant,
): Promise<PriceBook> {
  const published = await priceBooks(transaction, draft.id);
  const made = newRevision(published, draft, times, fromInstant(at));
  if (!made.ok) throw new FaultError(made.error);
  await putPriceBook(transaction, made.value);
  await removePriceDraft(transaction, draft.id);
  return made.value;
}
