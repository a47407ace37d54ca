import { describe, expect, it } from "vitest";
import { fromInstant } from "../../base/clock.ts";
import { Decimal } from "../../base/money.ts";
import { NOBODY, usageSegment } from "../project/node-usage.ts";
import { defaultContract } from "../terms.ts";
import { bookSchema } from "./book.ts";
import { expandCalendar } from "./calendar.ts";
import { scaled } from "./exact.ts";
import { prepareRating } from "./prepare.ts";
import { chargeFor, unitCosts } from "./unit-costs.ts";

/** Two days of a month of 31 days, so that a price by the month has no end as a decimal. */
const window = { start: "2027-03-09T00:00:00.000Z", end: "2027-03-11T00:00:00.000Z" };

function frameOf(rule: object, settings: object = {}) {
  const book = bookSchema.parse({
    id: "test",
    revision: 1,
    currency: "EUR",
    tariffZone: "UTC",
    settings,
    rules: [{ id: "rule", kind: "usage", meter: "memory", ...rule }],
  });
  const contract = defaultContract("acme", book);
  const span = { start: fromInstant(window.start), end: fromInstant(window.end) };
  return { book, contract, calendar: expandCalendar(book, contract, span) };
}

function segmentOf(quantity: string, meter: "memory" | "instance" = "memory") {
  const node = { node: "n", kind: "machine", component: "", groups: [] };
  const use = { meter, item: "any", quantity };
  return usageSegment(NOBODY, node, use, { source: "projected", instance: "n", ...window });
}

describe("what a unit costs", () => {
  it.each([
    ["by the hour", { pricing: { shape: "unit", price: "0.0123456789" } }, {}],
    ["by the month", { per: "month", pricing: { shape: "unit", price: "1.07" } }, {}],
    ["half cents to even", { pricing: { shape: "unit", price: "0.0005" } }, { half: "even" }],
    [
      "rounded at the end",
      { per: "month", pricing: { shape: "unit", price: "0.31" } },
      { rounding: "invoice" },
    ],
    ["over its cost", { cost: "0.02", markup: "12.5" }, {}],
  ])("times any level is what that level is rated at: %s", (_, rule, settings) => {
    const frame = frameOf(rule, settings);
    const cost = unitCosts(frame)(segmentOf("1"));
    const rate = prepareRating(frame.book, frame.contract, frame.calendar);
    for (const level of ["1", "3", "0.5", "17.25", "4096", "0.000000000000000001"]) {
      const lines = rate([segmentOf(level)]);
      const sum = lines.reduce((total, { rounded }) => total.plus(rounded), new Decimal(0));
      expect(lines).not.toEqual([]);
      expect(cost && chargeFor(frame, cost, scaled(level)).toFixed()).toBe(sum.toFixed());
    }
  });

  it("is nothing where no rule is about it, and says so", () => {
    const frame = frameOf({ meter: "disk", pricing: { shape: "unit", price: "1" } });
    expect(unitCosts(frame)(segmentOf("1", "instance"))).toEqual({ lines: [], isUnpriced: true });
  });

  it("is not known where a level does not cost in proportion", () => {
    const fee = frameOf({
      pricing: { shape: "graduated", bands: [{ unit: "1", flat: "2" }] },
    });
    expect(unitCosts(fee)(segmentOf("1"))).toBeNull();
  });
});
