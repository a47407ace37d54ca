import { setImmediate as nextTask } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { starterCatalogue, starterTerms } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import type { Design } from "../../shared/design/design.ts";
import { prepareEdits } from "../../shared/design/edit.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import { rehearsal } from "../../shared/design/rehearsal.ts";
import { quote } from "../../shared/pricing/quote.ts";
import { ratedPerNode } from "../../shared/pricing/rated.ts";
import { createPricer } from "../../shared/pricing/pricer.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";
import { randomSession } from "../support/random-session.ts";
import { processorTime } from "./measure.ts";

const catalogue = starterCatalogue();
const terms = starterTerms();
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-24T08:00:00.000Z" };

/** From the edit to the next version's problems and price, each in milliseconds. */
export interface EditTime {
  readonly kind: string;
  readonly wall: number;
  /** As `processorTime` counts. */
  readonly processor: number;
}

/** All in milliseconds; those of the whole were taken in between the edits, on the version they had led to. */
export interface SessionTimes {
  readonly first: number;
  readonly edits: readonly EditTime[];
  /** For each edit, what the thread did after it and before the next: memory is tidied up there. */
  readonly between: number;
  readonly fullCheck: readonly number[];
  readonly fullPrice: readonly number[];
}

/**
 * Lets a person work on a design and times each gesture. Now and then the same is worked out from nothing, and
 * the outcomes are compared.
 *
 * Each edit is a task of its own, as in the window: an engine tidies up its memory between tasks when it can, and
 * thousands of edits in one task, which nobody makes, leave it no time but in the midst of one of them.
 */
export async function timeSession(
  start: Design,
  edits: number,
  compareEvery: number,
): Promise<SessionTimes> {
  const checker = createChecker(catalogue, terms.book);
  const pricer = createPricer(catalogue, terms, window);
  rehearse();
  const session = randomSession(start, 1);
  const analyse = (design: Design) => ({
    problems: checker.update(design),
    ...pricer.update(design),
  });
  const [, first] = timed(() => analyse(start));
  // As the window does when it has shown a design.
  prepareEdits(start);
  const times = {
    first,
    edits: [] as EditTime[],
    fullCheck: [] as number[],
    fullPrice: [] as number[],
  };
  let between = 0;
  for (let edit = 1; edit <= edits; edit++) {
    const { kind, apply } = session.next();
    const before = processorTime();
    const [{ design, outcome }, wall] = timed(() => {
      const made = apply();
      return { design: made, outcome: analyse(made) };
    });
    const after = processorTime();
    times.edits.push({ kind, wall, processor: after - before });
    await nextTask();
    between += processorTime() - after;
    if (edit % compareEvery !== 0) continue;
    const [problems, check] = timed(() => checkDesign(design, catalogue, terms.book));
    const [priced, price] = timed(() => wholePrice(design));
    times.fullCheck.push(check);
    times.fullPrice.push(price);
    if (!isDeepStrictEqual(outcome, { problems, ...priced }))
      throw new Error(`problems or price differ from a full check and quote after edit ${edit}`);
  }
  return { ...times, between: between / edits };
}

/** As the window does while nobody has opened a design yet. */
function rehearse(): void {
  for (const { design } of exampleDesigns()) {
    const checker = createChecker(catalogue, terms.book);
    const pricer = createPricer(catalogue, terms, window);
    for (const version of rehearsal(design)) {
      checker.update(version);
      pricer.update(version);
    }
  }
}

function wholePrice(design: Design) {
  const rated = quote({ design, catalogue, terms, window });
  return {
    rated,
    rate: runRate({ design, catalogue, terms, at: window.start }),
    prices: ratedPerNode(rated),
  };
}

function timed<T>(work: () => T): readonly [T, number] {
  const start = performance.now();
  const made = work();
  return [made, performance.now() - start];
}
