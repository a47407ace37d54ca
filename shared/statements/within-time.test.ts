import { expect, test } from "vitest";
import { toInstant } from "../base/clock.ts";
import { bookFor } from "../pricing/engine/book-for.ts";
import { bookSchema } from "../pricing/engine/book.ts";
import { calendarFor } from "../pricing/engine/calendar.ts";
import { contractSchema } from "../pricing/engine/contract.ts";
import { rate } from "../pricing/engine/rate.ts";
import { segmentSchema } from "../pricing/engine/segments.ts";
import type { RatingInputs } from "../pricing/engine/variance.ts";
import { reachOf, withinTime } from "./within-time.ts";

const office = { window: "peak", days: ["mon"], from: "08:00", to: "18:00" };
const unit = (price: number) => ({ shape: "unit", price });

/** Of sixty months one after another, from 2022 on: each hour costs one more. */
const revisions = Array.from({ length: 60 }, (_, at) =>
  bookSchema.parse({
    id: "lab",
    revision: at + 1,
    currency: "EUR",
    effectiveFrom: toInstant(Date.UTC(2022, at)),
    windowSets: [{ id: "office", default: "off", windows: [office] }],
    rules: [
      {
        id: "hours",
        kind: "usage",
        meter: "instance",
        windows: { set: "office", pricing: { peak: unit(at + 2), off: unit(at + 1) } },
      },
      { id: "fee", kind: "base", basis: "account", cadence: "monthly", pricing: unit(at) },
    ],
    discounts: [{ id: "friend", trigger: "manual", percent: at }],
  }),
);

test("a statement carries the revisions that hold in its time alone, and comes to the same", () => {
  const contract = contractSchema.parse({ account: "acme", start: "2026-09-15T00:00:00Z" });
  const book = bookFor(revisions, contract);
  if (!book.ok) throw new Error(JSON.stringify(book.error));
  const segments = [
    segmentSchema.parse({
      meter: "instance",
      node: "web",
      start: "2026-09-20T00:00:00Z",
      end: null,
    }),
  ];
  const calendar = calendarFor(book.value, contract, segments, { until: Date.UTC(2026, 9, 5, 12) });
  const whole = { book: book.value, contract, segments, calendar };
  const small = withinTime(whole, reachOf(calendar));
  // September to December: the fee of October is charged to its end.
  expect(small.book.rules.map(({ revision }) => revision)).toEqual(
    [57, 58, 59, 60].flatMap((revision) => [revision, revision]),
  );
  expect(small.book.windowSets).toHaveLength(4);
  expect(Object.keys(small.calendar.windows)).toHaveLength(4);
  expect(small.book.discounts).toHaveLength(4);
  const linesOf = (one: RatingInputs) => rate(one.book, contract, segments, one.calendar);
  expect(linesOf(small).length).toBeGreaterThan(4);
  expect(linesOf(small)).toEqual(linesOf(whole));
  // What is all of its time is the same object.
  expect(withinTime(small, reachOf(calendar))).toBe(small);
});
