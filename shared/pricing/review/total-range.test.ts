import { expect, test } from "vitest";
import { starterCatalogue } from "../../catalogue/starter.ts";
import { sketch } from "../../design/sketch.ts";
import { bookSchema } from "../engine/book.ts";
import { defaultContract, type Terms } from "../terms.ts";
import { totalRange } from "./total-range.ts";

const HOUR = 3_600_000;
const catalogue = starterCatalogue();

function termsOf(rule: object): Terms {
  const book = bookSchema.parse({
    id: "lab",
    currency: "EUR",
    windowSets: [
      { id: "office", default: "off", windows: [{ window: "peak", from: "08:00", to: "18:00" }] },
    ],
    rules: [{ id: "rule", kind: "usage", ...rule }],
  });
  return { book, contract: defaultContract("acme", book) };
}

/** Two machines that are expected to send 0.5 GiB an hour each, none at the least, 2 at the most. */
const sends = sketch("Course", {
  web: { kind: "machine", cores: 4, count: 2, trafficPerHour: "0/0.5/2" },
});
const traffic = termsOf({
  meter: "network-out",
  aggregation: "sum",
  unit: "GiB",
  pricing: { shape: "unit", price: "0.10" },
});
const day = { start: "2026-03-02T00:00:00.000Z", end: "2026-03-03T00:00:00.000Z" };

test("how much is used and how long it runs make a total lower and higher, each alone and together", () => {
  const asked = { design: sends, catalogue, terms: traffic, window: day, startsWithin: 0 };
  expect(totalRange(asked)).toEqual({
    low: "0.00",
    expected: "2.40",
    high: "9.60",
    byStart: null,
    byUse: { low: "0.00", high: "9.60" },
    byDuration: null,
  });
  const lasts = { least: 12 * HOUR, most: 48 * HOUR };
  expect(totalRange({ ...asked, lasts })).toEqual({
    low: "0.00",
    expected: "2.40",
    high: "19.20",
    byStart: null,
    byUse: { low: "0.00", high: "9.60" },
    byDuration: { low: "1.20", high: "4.80" },
  });
});

test("a service class has a range of its own", () => {
  const book = bookSchema.parse({
    ...traffic.book,
    rules: [
      ...traffic.book.rules,
      {
        ...traffic.book.rules[0],
        id: "guaranteed",
        match: { qosClass: "guaranteed" },
        pricing: { shape: "unit", price: "0.30" },
      },
    ],
  });
  const terms = { ...traffic, book };
  const asked = { design: sends, catalogue, terms, window: day, startsWithin: 0 };
  expect(totalRange(asked)).toMatchObject({ low: "0.00", expected: "2.40", high: "9.60" });
  const guaranteed = totalRange({ ...asked, qosClass: "guaranteed" });
  expect(guaranteed).toMatchObject({ low: "0.00", expected: "7.20", high: "28.80" });
});

test("so does when it starts, where prices follow the clock", () => {
  const design = sketch("Course", { web: { kind: "machine", machineType: "m-small" } });
  const pricing = { peak: { shape: "unit", price: "3" }, off: { shape: "unit", price: "1" } };
  const terms = termsOf({ meter: "instance", windows: { set: "office", pricing } });
  const window = { start: "2026-03-02T06:00:00.000Z", end: "2026-03-02T10:00:00.000Z" };
  const asked = { design, catalogue, terms, window, startsWithin: 24 * HOUR };
  const { low, expected, high, byStart, byUse } = totalRange(asked);
  // Two hours of each now; none or all of peak within a day.
  expect([low, expected, high, byUse]).toEqual(["4.00", "8.00", "12.00", null]);
  expect(byStart?.dearest.start).toBe(Date.parse("2026-03-02T14:00:00Z"));
  const longer = totalRange({ ...asked, lasts: { least: 2 * HOUR, most: 6 * HOUR } });
  expect([longer.low, longer.high]).toEqual(["2.00", "18.00"]);
  expect(longer.byDuration).toEqual({ low: "2.00", high: "14.00" });
  const now = totalRange({ ...asked, startsWithin: 0 });
  expect([now.low, now.high, now.byStart]).toEqual(["8.00", "8.00", null]);
});
