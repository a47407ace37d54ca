import { useEffect } from "react";
import type { QosTerm } from "../../../shared/pricing/engine/schema/discount.ts";
import { loadBook, loadPrices } from "../../prices/load-prices.ts";
import { bookKey, usePrices } from "../../prices/prices-state.ts";

const NONE: readonly QosTerm[] = [];

/** What the price book that is in force vouches for; nothing until it is known. */
export function useGuarantees(): readonly QosTerm[] {
  const span = usePrices(({ spans }) => spans.find(({ state }) => state === "in-force"));
  const key = span === undefined ? "" : bookKey(span.id, span.revision);
  const book = usePrices(({ books }) => books[key]);
  useEffect(() => {
    if (span === undefined) void loadPrices();
    else void loadBook(span.id, span.revision);
    // oxlint-disable-next-line react/exhaustive-deps -- the key is the span
  }, [key]);
  return book?.qosTerms ?? NONE;
}
