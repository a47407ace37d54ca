import { expect, it } from "vitest";
import { moneyWords } from "./money.ts";

it("writes the amounts of a sentence as the window does, with all their digits", () => {
  expect(moneyWords("The cheapest of 4 that do, at 2.68 EUR a month.")).toContain(
    "at €2.68 a month.",
  );
  expect(moneyWords("1,234.5 EUR off, 0.00425 EUR each, -3 EUR")).toBe(
    "€1,234.50 off, €0.00425 each, -€3.00",
  );
  expect(moneyWords("8 GiB on 16 CPU for the LAB")).toBe("8 GiB on 16 CPU for the LAB");
});
