import { expect, it } from "vitest";
import { growingMoney, money, moneyWords } from "./money.ts";

it("writes the amounts of a sentence as the window does, with all their digits", () => {
  expect(moneyWords("The cheapest of 4 that do, at 2.68 EUR a month.")).toContain(
    "at €2.68 a month.",
  );
  expect(moneyWords("1,234.5 EUR off, 0.00425 EUR each, -3 EUR")).toBe(
    "€1,234.50 off, €0.00425 each, -€3.00",
  );
  expect(moneyWords("8 GiB on 16 CPU for the LAB")).toBe("8 GiB on 16 CPU for the LAB");
});

it("shows no amount that is not nothing as nothing, however it is asked for", () => {
  expect(money("-0.00434", "EUR")).toBe("-€0.0043");
  expect(money("0.0000123", "EUR")).toBe("€0.000012");
  expect(money("0.004999", "EUR")).toBe("€0.005");
  expect(money("0.3", "JPY")).toBe("¥0.3");
  expect([money("0", "EUR"), money("0.005", "EUR"), money("12.3456", "EUR")]).toEqual([
    "€0.00",
    "€0.01",
    "€12.35",
  ]);
  expect(["0.0022", "0.00003", "0"].map((amount) => growingMoney(amount, "EUR"))).toEqual([
    "€0.0022",
    "€0.00003",
    "€0.0000",
  ]);
});
