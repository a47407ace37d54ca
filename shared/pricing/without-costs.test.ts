import { expect, test } from "vitest";
import { bookSchema } from "./engine/book.ts";
import { calendarFor } from "./engine/calendar.ts";
import { contractSchema } from "./engine/contract.ts";
import { rate } from "./engine/rate.ts";
import { segmentSchema } from "./engine/segments.ts";
import { bookWithoutCosts, contractWithoutCosts } from "./without-costs.ts";

const rule = { id: "machine", kind: "usage" as const, meter: "instance" };
const book = bookSchema.parse({
  id: "lab",
  currency: "EUR",
  rules: [
    { ...rule, match: { item: "marked-up" }, cost: "0.0317", markup: "12.5" },
    { ...rule, id: "plain", cost: "0.01", pricing: { shape: "unit", price: "0.07" } },
  ],
});
const contract = contractSchema.parse({
  account: "acme",
  start: "2026-01-01T00:00:00Z",
  overrides: [{ ...rule, id: "own", match: { item: "own" }, cost: "1", markup: "100" }],
});

test("nothing of it says what it costs the lab, and all of it comes to the same", () => {
  const segments = ["marked-up", "plain", "own"].map((item) =>
    segmentSchema.parse({
      meter: "instance",
      item,
      start: "2026-01-10T00:00Z",
      end: "2026-01-10T09:37Z",
    }),
  );
  const rules = [...book.rules, ...contract.overrides];
  const whole = { ...book, rules };
  const told = bookWithoutCosts(whole);
  expect(JSON.stringify([told, contractWithoutCosts(contract)])).not.toMatch(/cost|markup/);
  const calendar = calendarFor(whole, contract, segments);
  const amounts = (by: typeof whole): readonly string[] =>
    rate(by, contract, segments, calendar).map(({ net, rounded }) => `${net} ${rounded}`);
  expect(amounts(told)).toEqual(amounts(whole));
  expect(amounts(told)).toHaveLength(3);
});
