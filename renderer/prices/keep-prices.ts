import { z } from "zod";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import { revisionSpanSchema } from "../../shared/prices/publish.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";
import { bookKey, usePrices } from "./prices-state.ts";

const KEY = "prices";

const keptSchema = z.object({
  spans: z.array(revisionSpanSchema),
  books: z.record(z.string(), bookSchema),
});

/** Keeps the list that is in force, so that it can be read without the daemon. Returns how to stop. */
export function keepPrices(shelf: Shelf = browserShelf()): () => void {
  void restore(shelf);
  return usePrices.subscribe(({ spans, books }, before) => {
    if (spans === before.spans && books === before.books) return;
    const inForce = spans.filter(({ state }) => state === "in-force");
    const keys = new Set(inForce.map(({ id, revision }) => bookKey(id, revision)));
    const known = Object.entries(books).filter(([key]) => keys.has(key));
    if (known.length === 0) return;
    // A full or forbidden store only costs the offline view.
    void shelf.put([[KEY, { spans, books: Object.fromEntries(known) }]]).catch(() => undefined);
  });
}

/** Only where nothing is known: what the daemon said meanwhile is newer. */
async function restore(shelf: Shelf): Promise<void> {
  const read = keptSchema.safeParse(await shelf.get(KEY).catch(() => undefined));
  if (read.success && usePrices.getState().spans.length === 0) usePrices.setState(read.data);
}
