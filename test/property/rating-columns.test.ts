import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bookSchema, type PriceBook } from "../../shared/pricing/engine/book.ts";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import { tableOf } from "../../shared/pricing/engine/table/usage-table.ts";
import { ratedOneByOne } from "../support/one-by-one.ts";
import { books, contracts, openBooks, streams } from "../support/rating-inputs.ts";

// A seed that finds a fault is added here, and run again each time.
const SEEDS = [1, 20261122];
const RUNS = 30;

const quanta = fc.constantFrom(
  { rule: "none", minimumSeconds: 0 },
  { rule: "started-minutes", minimumSeconds: 0 },
  { rule: "started-hours", minimumSeconds: 600 },
  { rule: "nearest-minute", minimumSeconds: 0 },
  { rule: "none", minimumSeconds: 90_000 },
);

/** Nothing in them has to be looked at piece by piece but for quantities; runs are lengthened. */
const countedBooks = fc
  .tuple(openBooks, quanta, fc.boolean())
  .map(([book, quantum, isLasting]): PriceBook => {
    const discounts = book.discounts.map((one) =>
      Object.assign({}, one, isLasting ? {} : { validFrom: undefined }),
    );
    return bookSchema.parse({ ...book, discounts, settings: { ...book.settings, quantum } });
  });

/** Told in any order, shared by nobody; now and then more than 53 bits can count. */
const told = fc
  .tuple(streams, fc.constantFrom("1.5", "1.5", "0.000000000000000001", "98765432109876543.2"))
  .chain(([steps, level]) => {
    const segments = steps.flatMap((step) => ("tell" in step ? (step.tell ?? []) : []));
    const alone = segments.map((segment, at): Segment => {
      const isOther = at % 5 === 0 && segment.quantity === undefined;
      return Object.assign({}, segment, { shares: undefined }, isOther && { level });
    });
    return fc.shuffledSubarray(alone, { minLength: alone.length });
  });

describe.each(SEEDS)("rating in columns (seed %i)", (seed) => {
  test.each([
    { of: "any book", kind: books },
    { of: "books that are added up", kind: countedBooks },
  ])("columns give the lines that segments give, one by one: $of", ({ kind }) => {
    fc.assert(
      fc.property(kind, contracts, told, (book, contract, segments) => {
        const calendar = calendarFor(book, contract, segments);
        const lines = ratedOneByOne({ book, contract, segments, calendar });
        expect(rate(book, contract, tableOf(segments), calendar)).toEqual(lines);
      }),
      { seed, numRuns: RUNS },
    );
  });
});
