import type { Priced } from "../../../shared/pricing/pricer.ts";
import type { TotalRange } from "../../../shared/pricing/review/total-range.ts";
import { createPriceAsker, type PriceAsker } from "./asker.ts";
import { pricedOf, type PriceAnswer } from "./work.ts";

/** Asks for all prices of a design. */
export function createWholeAsker(): PriceAsker<Priced> {
  const asker = createPriceAsker<PriceAnswer>(
    () => new Worker(new URL("./price-worker.ts", import.meta.url), { type: "module" }),
  );
  return {
    ask: ({ hear, ...asked }) => {
      asker.ask({ ...asked, hear: (answer) => hear(answer && pricedOf(answer)) });
    },
    stop: () => {
      asker.stop();
    },
  };
}

/** Asks for what a design may cost in total, at the least and at the most. */
export function createRangeAsker(): PriceAsker<TotalRange> {
  return createPriceAsker(
    () => new Worker(new URL("./range-worker.ts", import.meta.url), { type: "module" }),
  );
}
