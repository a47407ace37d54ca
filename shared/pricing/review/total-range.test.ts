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
    byCopies: null,
    byDuration: null,
  });
  const lasts = { least: 12 * HOUR, most: 48 * HOUR };
  expect(totalRange({ ...asked, lasts })).toEqual({
    low: "0.00",
    expected: "2.40",
    high: "19.20",
    byStart: null,
    byUse: { low: "0.00", high: "9.60" },
    byCopies: null,
    byDuration: { low: "1.20", high: "4.80" },
  });
});

test("so does how many copies there are of what follows the load, by itself and with how much they send", () => {
  const design = sketch("Shop", {
    web: { kind: "machine", machineType: "m-small", count: 3, copies: "2/6" },
    db: { kind: "machine", machineType: "m-small" },
  });
  const hourly = termsOf({ meter: "instance", pricing: { shape: "unit", price: "0.50" } });
  const asked = { design, catalogue, terms: hourly, window: day, startsWithin: 0 };
  // 24 hours of 3, 4 and 7 machines at 0.50.
  const copies = { low: "36.00", high: "84.00" };
  expect(totalRange(asked)).toEqual({
    ...copies,
    expected: "48.00",
    byStart: null,
    byUse: null,
    byCopies: copies,
    byDuration: null,
  });
  const scaled = sketch("Course", {
    web: { kind: "machine", count: 2, copies: "1/4", trafficPerHour: "0/0.5/2" },
  });
  expect(totalRange({ ...asked, design: scaled, terms: traffic })).toMatchObject({
    low: "0.00",
    expected: "2.40",
    high: "19.20",
    byUse: { low: "0.00", high: "9.60" },
    byCopies: { low: "1.20", high: "4.80" },
  });
});

test("copies that scaling adds come last where the nth similar one is cheaper", () => {
  const design = sketch("Shop", {
    a: { kind: "machine", machineType: "m-small", copies: "1/2" },
    b: { kind: "machine", machineType: "m-small" },
  });
  const steps = [{ from: "3", percent: "50" }];
  const plain = termsOf({ meter: "instance", pricing: { shape: "unit", price: "1" } });
  const book = bookSchema.parse({
    ...plain.book,
    discounts: [{ id: "third", trigger: "similar-nth", scope: "environment", steps }],
  });
  const asked = { design, catalogue, terms: { ...plain, book }, window: day, startsWithin: 0 };
  expect(totalRange(asked)).toMatchObject({ low: "48.00", expected: "48.00", high: "60.00" });
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
