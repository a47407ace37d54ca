import { describe, expect, test } from "vitest";
import { newRevision, revisionSpans } from "./publish.ts";
import { bookOf, machineHour } from "./sample-book.ts";

const NOVEMBER = Date.parse("2026-11-15T00:00:00Z");

describe("publishing", () => {
  const january = bookOf({ revision: 1, effectiveFrom: "2026-01-01T00:00:00Z" });
  const draft = bookOf({ rules: [machineHour("2")] });

  test("the next number, from now or from a time on", () => {
    expect(newRevision([january], draft, { from: null, to: null }, NOVEMBER)).toMatchObject({
      ok: true,
      value: { revision: 2, effectiveFrom: "2026-11-15T00:00:00.000Z" },
    });
    const times = { from: "2026-12-01T00:00:00Z", to: "2027-01-01T00:00:00Z" };
    expect(newRevision([], draft, times, NOVEMBER)).toMatchObject({
      ok: true,
      value: {
        revision: 1,
        effectiveFrom: "2026-12-01T00:00:00.000Z",
        effectiveTo: "2027-01-01T00:00:00.000Z",
      },
    });
  });

  test.each([
    ["in the past", january, { from: "2026-11-14T23:59:00Z", to: null }, "price-book-past"],
    [
      "backwards",
      january,
      { from: "2026-12-02T00:00:00Z", to: "2026-12-01T00:00:00Z" },
      "price-book-overlap",
    ],
    [
      "from when another begins",
      { ...january, effectiveFrom: "2026-12-01T00:00:00.000Z" },
      { from: "2026-12-01T00:00:00Z", to: null },
      "price-book-overlap",
    ],
    [
      "within one that says its end",
      { ...january, effectiveTo: "2027-01-01T00:00:00.000Z" },
      { from: "2026-12-01T00:00:00Z", to: null },
      "price-book-overlap",
    ],
    [
      "into one that begins later",
      { ...january, effectiveFrom: "2026-12-01T00:00:00.000Z" },
      { from: "2026-11-20T00:00:00Z", to: "2026-12-05T00:00:00Z" },
      "price-book-overlap",
    ],
    [
      "in another currency",
      { ...january, currency: "CHF" },
      { from: null, to: null },
      "price-book-currency",
    ],
  ])("not %s", (_, other, times, code) => {
    expect(newRevision([other], draft, times, NOVEMBER)).toMatchObject({
      ok: false,
      error: { code },
    });
  });

  test("revisions follow each other", () => {
    const next = bookOf({ revision: 2, effectiveFrom: "2026-11-01T00:00:00Z" });
    const later = bookOf({ revision: 3, effectiveFrom: "2026-12-01T00:00:00Z" });
    expect(
      revisionSpans([january, later, next], NOVEMBER).map(({ revision, to, state }) => [
        revision,
        to,
        state,
      ]),
    ).toEqual([
      [3, null, "to-come"],
      [2, "2026-12-01T00:00:00.000Z", "in-force"],
      [1, "2026-11-01T00:00:00.000Z", "past"],
    ]);
  });
});
