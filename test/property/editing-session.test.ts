import { describe, expect, it } from "vitest";
import { starterCatalogue, starterRateCard } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import type { Design } from "../../shared/design/design.ts";
import { pricePerNode, quote } from "../../shared/pricing/bill.ts";
import { createPricer } from "../../shared/pricing/pricer.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";
import { largeDesign } from "../support/large-design.ts";
import { randomSession } from "../support/random-session.ts";

/** Add the seed of every failure that was ever found; it is tried for ever after. */
const SEEDS = [1, 20_261_121, 42];

/** Random edits in all; LABWRIGHT_EDITS=10000 tries as many as the bench promises. */
const EDITS = Number(process.env["LABWRIGHT_EDITS"] ?? 450);

const catalogue = starterCatalogue();
const card = starterRateCard();
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-12-07T16:00:00.000Z" };

describe.each(SEEDS)("a session of random gestures, undo and redo, seed %i", (seed) => {
  it(
    "finds the problems and the price of each version as if it were new",
    { timeout: 3_600_000 },
    () => {
      const start = largeDesign(170);
      const checker = createChecker(catalogue, card);
      const pricer = createPricer(catalogue, card, window);
      const session = randomSession(start, seed);
      checker.update(start);
      for (let edit = 0; edit < EDITS / SEEDS.length; edit++) {
        const { kind, apply } = session.next();
        const design = apply();
        const where = `after edit ${edit}, ${kind}`;
        expect(checker.update(design), where).toEqual(checkDesign(design, catalogue, card));
        const priced = pricer.update(design);
        expect(priced, where).toEqual(wholePrice(design));
      }
    },
  );
});

function wholePrice(design: Design) {
  const bill = quote({ design, catalogue, card, window });
  const rate = runRate({ design, catalogue, card, at: window.start });
  return { bill, rate, prices: pricePerNode(bill) };
}
