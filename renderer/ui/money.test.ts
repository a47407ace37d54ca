import { expect, it } from "vitest";
import { moneyWords } from "./money.ts";

it("writes the amounts of a sentence as the window does, with all their digits", () => {
  const of = (text: string): string => moneyWords(text, "EUR");
  expect(of("The cheapest of 4 that do, at 2.68 EUR a month.")).toContain("at €2.68 a month.");
  expect(of("1,234.5 EUR off, 0.00425 EUR each, -3 EUR")).toBe(
    "€1,234.50 off, €0.00425 each, -€3.00",
  );
  expect(of("8 GiB on 16 CPU for 3 CHF")).toBe("8 GiB on 16 CPU for 3 CHF");
});
