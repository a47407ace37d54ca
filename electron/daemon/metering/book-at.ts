import type { Instant } from "../../../shared/base/clock.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { Store } from "../store/store.ts";

/** The price book that holds at an instant. */
export async function bookAt(store: Store, at: Instant): Promise<PriceBook | null> {
  const revisions = await store.currentPriceBooks(at);
  return revisions.findLast(({ effectiveFrom = at }) => effectiveFrom <= at) ?? null;
}
