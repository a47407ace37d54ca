import { describe, expect, test } from "vitest";
import { contradictionIn } from "./book-check.ts";
import { bookFor } from "./book-for.ts";
import { bookSchema, type PriceBook } from "./book.ts";
import { calendarFor } from "./calendar.ts";
import { contractSchema } from "./contract.ts";
import { rate } from "./rate.ts";
import { segmentSchema } from "./segments.ts";

function revision(number: number, from: string, price: string, rest: object = {}): PriceBook {
  return bookSchema.parse({
    id: "lab",
    revision: number,
    currency: "EUR",
    effectiveFrom: from,
    // Peak is at another time in each.
    windowSets: [
      {
        id: "office",
        default: "off",
        windows: [{ window: "peak", from: `0${number}:00`, to: "12:00" }],
      },
    ],
    rules: [
      {
        id: "hours",
        kind: "usage",
        meter: "instance",
        windows: {
          set: "office",
          pricing: { off: { shape: "unit", price }, peak: { shape: "unit", price: "10" } },
        },
      },
    ],
    ...rest,
  });
}

const contract = { account: "acme", start: "2026-01-01T00:00:00Z" };
const segments = [
  segmentSchema.parse({
    node: "web",
    meter: "instance",
    start: "2026-01-31T00:00:00Z",
    end: "2026-02-02T00:00:00Z",
  }),
];

function amounts(books: readonly PriceBook[], terms: object = {}): readonly string[] {
  const agreed = contractSchema.parse({ ...contract, ...terms });
  const book = bookFor(books, agreed);
  if (!book.ok) return [String(book.error.parameters.detail)];
  const calendar = calendarFor(book.value, agreed, segments);
  return rate(book.value, agreed, segments, calendar).map(
    ({ period, window, rounded, rule, category }) =>
      `${category} ${period} ${window} ${rounded} by revision ${rule.revision}`,
  );
}

const first = revision(1, "2026-01-01T00:00:00Z", "1");
const second = revision(2, "2026-02-01T00:00:00Z", "2");

describe("the revisions of a price book", () => {
  test("each price their own time, with their own peak hours, in whatever order they are given", () => {
    // 31 January: 11 hours of peak from 1 to 12, 13 others. 1 February: 10 hours of peak from 2 to 12, 14 others.
    const expected = [
      "usage 2026-01 off 13.00 by revision 1",
      "usage 2026-01 peak 110.00 by revision 1",
      "usage 2026-02 off 28.00 by revision 2",
      "usage 2026-02 peak 100.00 by revision 2",
    ];
    expect(amounts([first, second])).toEqual(expected);
    expect(amounts([second, first])).toEqual(expected);
  });

  test("are joined beside a contract's own rules, which know the rate windows by their names", () => {
    const overrides = [
      { id: "disk", kind: "usage", meter: "storage", pricing: { shape: "unit", price: "1" } },
    ];
    expect(amounts([first, second], { overrides })).toEqual(amounts([first, second]));
    const own = [
      {
        id: "hours",
        kind: "usage",
        meter: "instance",
        windows: {
          set: "office",
          pricing: { off: { shape: "unit", price: "0" }, peak: { shape: "unit", price: "1" } },
        },
      },
    ];
    // Peak by the newest revision: 10 hours a day.
    expect(amounts([first, second], { overrides: own })).toContain(
      "usage 2026-01 peak 10.00 by revision 2",
    );
  });

  test("leave no time without a name: what is before the first one is not priced", () => {
    expect(amounts([second])).toContainEqual(expect.stringMatching(/^unpriced/));
  });

  test("must not be for the same time, nor of another book or currency", () => {
    const long = revision(1, "2026-01-01T00:00:00Z", "1", { effectiveTo: "2026-03-01T00:00:00Z" });
    expect(amounts([long, second])).toEqual([expect.stringContaining("both for the same time")]);
    expect(amounts([first, { ...second, id: "other" }])).toEqual([
      expect.stringContaining("different books"),
    ]);
    expect(amounts([first], { currency: "USD" })).toEqual([expect.stringContaining("not in USD")]);
    expect(amounts([first], { book: { id: "lab", revision: 2 } })).toEqual([
      expect.stringContaining("another book"),
    ]);
  });
});

test("a customer's own rule stands in the place of the book's, and must fit the others", () => {
  const own = {
    id: "hours",
    kind: "usage",
    meter: "instance",
    pricing: { shape: "unit", price: "0.5" },
  };
  expect(amounts([first], { overrides: [own] })).toEqual([
    "usage 2026-01  12.00 by revision 1",
    "usage 2026-02  12.00 by revision 1",
  ]);
  expect(amounts([first], { overrides: [{ ...own, id: "more" }] })).toEqual([
    expect.stringContaining("would both charge the same usage"),
  ]);
});

test("put together, revisions contradict nothing, as whoever reads a statement of both checks", () => {
  const discounts = [{ id: "friend", trigger: "manual", percent: "5" }];
  const later = [
    { ...first.rules[0], id: "later", meter: "software", validFrom: "2026-06-01T00:00:00Z" },
  ];
  const agreed = contractSchema.parse({
    ...contract,
    overrides: [
      {
        id: "fee",
        kind: "base",
        basis: "account",
        cadence: "monthly",
        pricing: { shape: "flat", price: "12" },
      },
    ],
  });
  const joined = bookFor(
    [
      revision(1, "2026-01-01T00:00:00Z", "1", { discounts, rules: [...first.rules, ...later] }),
      revision(2, "2026-02-01T00:00:00Z", "2", { discounts }),
    ],
    agreed,
  );
  if (!joined.ok) throw new Error(JSON.stringify(joined.error));
  expect(contradictionIn(joined.value)).toBeNull();
  // What was to begin in June was taken out in February.
  expect(joined.value.rules.map(({ id }) => id)).toEqual(["hours", "hours", "fee"]);
  const twice = { ...joined.value, rules: [...joined.value.rules, ...joined.value.rules] };
  expect(contradictionIn(twice)?.parameters["detail"]).toContain("Two rules have the id hours");
});
