import fc from "fast-check";
import { expect, test } from "vitest";
import { bookSchema } from "../engine/book.ts";
import { expandCalendar, type Span } from "../engine/calendar.ts";
import { contractSchema } from "../engine/contract.ts";
import { totalsOf } from "../engine/invoice.ts";
import { rate } from "../engine/rate.ts";
import { segmentSchema } from "../engine/segments.ts";
import { toInstant } from "../../base/clock.ts";
import { cheapestSlot } from "./cheapest-slot.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);
const contract = contractSchema.parse({ account: "acme", start: "2026-01-01T00:00:00Z" });

/** A day of a book with two windows, the first hours of one cheaper where there are bands. */
function pricer(peak: number, from: number, to: number, second: number) {
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const book = bookSchema.parse({
    id: "lab",
    currency: "EUR",
    settings: { rounding: "invoice" },
    windowSets: [
      { id: "s", default: "off", windows: [{ window: "peak", from: clock(from), to: clock(to) }] },
    ],
    rules: [
      {
        id: "hours",
        kind: "usage",
        meter: "instance",
        per: "minute",
        windows: {
          set: "s",
          pricing: {
            peak: {
              shape: "graduated",
              bands: [{ upTo: "3", unit: `${peak}` }, { unit: `${Math.min(peak, second)}` }],
            },
            off: { shape: "unit", price: "5" },
          },
        },
      },
    ],
  });
  const calendar = expandCalendar(book, contract, { start: START, end: START + 86_400_000 });
  const boundaries = (calendar.windows["s"] ?? []).map(({ start }) => start);
  const priceOf = ({ start, end }: Span): string => {
    const times = { start: toInstant(start), end: toInstant(end) };
    const segment = segmentSchema.parse({ node: "web", meter: "instance", ...times });
    return totalsOf(book, contract, rate(book, contract, [segment], calendar)).net;
  };
  return { boundaries, priceOf };
}

const minute = fc.integer({ min: 0, max: 40 });

test("the cheapest slot is the one that trying every minute finds", () => {
  fc.assert(
    fc.property(
      fc.record({
        peak: fc.integer({ min: 1, max: 9 }),
        second: fc.integer({ min: 1, max: 9 }),
        from: minute,
        length: fc.integer({ min: 1, max: 12 }),
        open: fc.integer({ min: 1, max: 15 }),
        free: fc.array(fc.tuple(minute, minute), { minLength: 1, maxLength: 3 }),
      }),
      ({ peak, second, from, open, length, free }) => {
        const { boundaries, priceOf } = pricer(peak, from, from + open, second);
        const spans = free.map(([a, b]) => ({
          start: START + Math.min(a, b) * MINUTE,
          end: START + (Math.max(a, b) + 1) * MINUTE,
        }));
        const found = cheapestSlot({
          free: spans,
          length: length * MINUTE,
          boundaries,
          priceOf,
        });
        const every = Array.from({ length: 60 }, (_, at) => START + at * MINUTE)
          .filter((at) =>
            spans.some(({ start, end }) => start <= at && at + length * MINUTE <= end),
          )
          .map((start) => ({ start, price: priceOf({ start, end: start + length * MINUTE }) }));
        const least = every.toSorted((a, b) => Number(a.price) - Number(b.price))[0];
        expect(found?.price).toBe(least?.price);
      },
    ),
    { numRuns: 25 },
  );
});

test("nothing long enough is no slot", () => {
  const free = [{ start: 0, end: 10 }];
  expect(cheapestSlot({ free, length: 11, boundaries: [], priceOf: () => "0" })).toBeNull();
});

test("of slots that cost the same the earliest is taken", () => {
  const free = [{ start: 5, end: 50 }];
  const slot = cheapestSlot({ free, length: 10, boundaries: [20], priceOf: () => "1" });
  expect(slot).toEqual({ start: 5, end: 15, price: "1" });
});
