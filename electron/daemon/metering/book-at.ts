import type { Instant } from "../../../shared/base/clock.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { bookOfRateCard } from "../../../shared/pricing/engine/of-rate-card.ts";
import type { Store } from "../store/store.ts";

/** The price book that holds at an instant. */
export async function bookAt(store: Store, at: Instant): Promise<PriceBook | null> {
  const card = await store.currentRateCard(at);
  return card === null ? null : bookOfRateCard(card);
}
