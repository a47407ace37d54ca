import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import { openRating } from "../../shared/pricing/engine/open/open-rating.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import { books, contracts, openBooks, streams } from "../support/rating-inputs.ts";

// A seed that finds a fault is added here, and run again each time.
const SEEDS = [1, 20261121];
const RUNS = 40;

/** What is told, and when somebody asks. */
type Step = { readonly tell: Segment } | { readonly ask: number };

function check<T extends unknown[]>(seed: number, ...[property]: [fc.IProperty<T>]): void {
  fc.assert(property, { seed, numRuns: RUNS });
}

describe.each(SEEDS)("rating that is kept open (seed %i)", (seed) => {
  test.each([
    { of: "any book", kind: books },
    { of: "books that can be kept open", kind: openBooks },
  ])("says at any time what rating anew says: $of", ({ kind }) => {
    check(
      seed,
      fc.property(kind, contracts, streams, (book, contract, steps: readonly Step[]) => {
        const all = steps.flatMap((step) => ("tell" in step ? [step.tell] : []));
        const until = Math.max(0, ...steps.map((step) => ("ask" in step ? step.ask : 0)));
        const calendar = calendarFor(book, contract, all, { until });
        const open = openRating(book, contract, calendar);
        const told: Segment[] = [];
        for (const step of steps)
          if ("tell" in step) {
            open.add(step.tell);
            told.push(step.tell);
          } else {
            const ended = { ...calendar, end: step.ask };
            const lines = rate(book, contract, told, ended);
            expect(open.lines(step.ask)).toEqual(lines);
            for (const environment of ["course", "exam", ""]) {
              const own = lines.filter((line) => line.environment === environment);
              expect(open.lines(step.ask, environment)).toEqual(own);
            }
          }
      }),
    );
  });
});
