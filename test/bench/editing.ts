import { isDeepStrictEqual } from "node:util";
import { starterCatalogue, starterRateCard } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import type { Design } from "../../shared/design/design.ts";
import { pricePerNode, quote } from "../../shared/pricing/bill.ts";
import { createPricer } from "../../shared/pricing/pricer.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";
import { randomSession } from "../support/random-session.ts";

const catalogue = starterCatalogue();
const card = starterRateCard();
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-24T08:00:00.000Z" };

/** From the edit to the next version's problems and price, each in milliseconds. */
export interface EditTime {
  readonly kind: string;
  readonly wall: number;
  /** Of the thread's own processor time: what another program on the machine takes is not in it. */
  readonly processor: number;
}

/** Problems and price, from nothing. */
export function wholeAnalysis(design: Design) {
  const bill = quote({ design, catalogue, card, window });
  return {
    problems: checkDesign(design, catalogue, card),
    bill,
    rate: runRate({ design, catalogue, card, at: window.start }),
    prices: pricePerNode(bill),
  };
}

/** Lets a person work on a design and times each gesture. Now and then the outcome is compared with a new one. */
export function timeSession(
  start: Design,
  edits: number,
  compareEvery: number,
): readonly EditTime[] {
  const checker = createChecker(catalogue, card);
  const pricer = createPricer(catalogue, card, window);
  const session = randomSession(start, 1);
  const analyse = (design: Design) => ({
    problems: checker.update(design),
    ...pricer.update(design),
  });
  analyse(start);
  const times: EditTime[] = [];
  for (let edit = 1; edit <= edits; edit++) {
    const { kind, apply } = session.next();
    const [wall, processor] = [performance.now(), process.threadCpuUsage()];
    const design = apply();
    const outcome = analyse(design);
    const used = process.threadCpuUsage(processor);
    times.push({
      kind,
      wall: performance.now() - wall,
      processor: (used.user + used.system) / 1000,
    });
    if (edit % compareEvery === 0 && !isDeepStrictEqual(outcome, wholeAnalysis(design)))
      throw new Error(`problems or price differ from a full check and quote after edit ${edit}`);
  }
  return times;
}
