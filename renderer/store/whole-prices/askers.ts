import type { Priced } from "../../../shared/pricing/pricer.ts";
import { createPriceAsker, type PriceAsker } from "./asker.ts";
import { pricedOf, type PriceAnswer, type PriceRange } from "./work.ts";

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

/** Asks for what a design costs in total, now and in the next days. */
export function createRangeAsker(): PriceAsker<PriceRange> {
  return createPriceAsker(
    () => new Worker(new URL("./range-worker.ts", import.meta.url), { type: "module" }),
  );
}
