import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bookSchema, type PriceBook } from "../../shared/pricing/engine/book.ts";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import { segmentSchema, type Segment } from "../../shared/pricing/engine/segments.ts";
import { withPresence } from "../../shared/pricing/project/presence.ts";
import { statement } from "../../shared/pricing/quote.ts";
import { defaultContract } from "../../shared/pricing/terms.ts";

// A seed that finds a fault is added here, and run again each time.
const SEEDS = [1, 20261122];
const START = Date.UTC(2026, 9, 20);
const HOUR = 3_600_000;
/** From October to December. */
const HOURS = 60 * 24;
const END = START + HOURS * HOUR;

const cadence = fc.constantFrom("once", "monthly", "quarterly");
const scope = fc.constantFrom("environment", "group", "component", "instance");

/** Whose rules look at no more than one environment: what they count is a group, a component or an instance of it. */
const books: fc.Arbitrary<PriceBook> = fc
  .record({
    cadences: fc.tuple(cadence, cadence),
    due: fc.constantFrom("advance", "arrears"),
    scopes: fc.tuple(scope, fc.constantFrom("environment", "group"), scope.filter(isDiscounted)),
    discounts: fc.subarray(["size", "similar", "volume"]),
  })
  .map(({ cadences: [group, part], due, scopes: [bands, sizes, similar], discounts }) =>
    bookSchema.parse({
      id: "book",
      currency: "EUR",
      rules: [
        fee("group", group, { due, pricing: { shape: "unit", price: "8" } }),
        fee("component", part, { pricing: { shape: "unit", price: "2" } }),
        {
          id: "hours",
          kind: "usage",
          meter: "instance",
          accumulator: { scope: bands },
          pricing: { shape: "graduated", bands: [{ upTo: "100", unit: "0.1" }, { unit: "0.03" }] },
        },
      ],
      discounts: [
        { id: "size", trigger: "group-size", scope: sizes, steps: [{ from: "2", percent: "10" }] },
        {
          id: "similar",
          trigger: "similar-nth",
          scope: similar,
          steps: [{ from: "2", percent: "7" }],
        },
        { id: "volume", trigger: "volume", scope: sizes, steps: [{ from: "9", percent: "5" }] },
      ].filter(({ id }) => discounts.includes(id)),
    }),
  );

function isDiscounted(one: string): boolean {
  return one !== "instance";
}

function fee(basis: string, cadence: string, terms: object): object {
  return { id: `fee-${basis}`, kind: "base", basis, cadence, ...terms };
}

/** Of three drawings that call their groups and machines alike. */
const usage: fc.Arbitrary<readonly Segment[]> = fc.array(
  fc
    .record({
      environment: fc.constantFrom("shop", "exam", "course"),
      groups: fc.subarray(["web", "lab"]),
      node: fc.constantFrom("web", "db"),
      copy: fc.integer({ min: 1, max: 3 }),
      component: fc.constantFrom("", "", "pair"),
      from: fc.integer({ min: 0, max: HOURS - 2 }),
      hours: fc.integer({ min: 1, max: 400 }),
    })
    .map(({ from, hours, copy, node, ...rest }) =>
      segmentSchema.parse({
        ...rest,
        account: "acme",
        user: "ada",
        node: rest.component === "" ? node : `pair.1/${node}`,
        instance: `${node}.${copy}`,
        kind: "machine",
        item: "small",
        meter: "instance",
        start: new Date(START + from * HOUR).toISOString(),
        end: new Date(Math.min(START + (from + hours) * HOUR, END - HOUR)).toISOString(),
      }),
    ),
  { minLength: 1, maxLength: 12 },
);

function amounts(lines: readonly RatedLine[]): readonly string[] {
  return lines.map(({ lineKey, rounded }) => `${lineKey} ${rounded}`).toSorted();
}

describe.each(SEEDS)("the bill of an account (seed %i)", (seed) => {
  test("is what the statements of its environments come to, line by line", () => {
    fc.assert(
      fc.property(books, usage, (book, segments) => {
        const contract = defaultContract("acme", book);
        const used = withPresence(book, segments, END);
        const calendar = calendarFor(book, contract, used, { until: END });
        const billed = rate(book, contract, used, calendar);
        const stated = [...Map.groupBy(segments, ({ environment }) => environment).values()];
        const now = new Date(END).toISOString();
        const lines = stated.flatMap(
          (own) => statement({ terms: { book, contract }, segments: own, now }).lines,
        );
        expect(amounts(lines)).toEqual(amounts(billed));
      }),
      { seed, numRuns: 40 },
    );
  });
});
