import { describe, expect, test } from "vitest";
import { Decimal, decimalText, formatMoney, formatPrice, moneyText, roundMoney } from "./money.ts";

describe("roundMoney", () => {
  test.each([
    ["10.275", "EUR", "10.28"],
    ["-0.005", "EUR", "-0.01"],
    ["0.005", "EUR", "0.01"],
    ["0.0049999999999", "EUR", "0"],
    ["1234.5", "JPY", "1235"],
    ["-1234.5", "JPY", "-1235"],
    ["1.2345", "KWD", "1.235"],
    ["1.005", "XXX", "1.01"],
  ])("%s %s is %s", (amount, currency, expected) => {
    expect(decimalText(roundMoney(new Decimal(amount), currency))).toBe(expected);
  });
});

describe("as text", () => {
  test("an amount keeps the digits of its currency and has no negative zero", () => {
    expect(moneyText(new Decimal("4.2"), "EUR")).toBe("4.20");
    expect(moneyText(new Decimal("-0.001"), "EUR")).toBe("0.00");
    expect(moneyText(new Decimal("17"), "JPY")).toBe("17");
  });

  test("thousands are grouped, in the whole part only", () => {
    expect(formatMoney("1234567.891", "EUR")).toBe("1,234,567.89 EUR");
    expect(formatMoney("-999", "JPY")).toBe("-999 JPY");
    expect(formatMoney("-1000", "KWD")).toBe("-1,000.000 KWD");
  });

  test("a price shows every digit it has, and at least the currency's", () => {
    expect(formatPrice("0.0420", "EUR")).toBe("0.0420 EUR");
    expect(formatPrice("12", "EUR")).toBe("12.00 EUR");
    expect(formatPrice("18500", "JPY")).toBe("18,500 JPY");
  });

  test("exact decimals come without exponent, also the smallest and the largest a card may hold", () => {
    expect(decimalText(new Decimal("0.000000000000000001"))).toBe("0.000000000000000001");
    const [large, small] = ["999999999999999999.999999999999999999", "0.000000000000000001"];
    const product = new Decimal(large).times(large);
    expect(decimalText(product)).toBe(
      "999999999999999999999999999999999998.000000000000000000000000000000000001",
    );
    expect(decimalText(new Decimal(small).times(small))).toBe(`0.${"0".repeat(35)}1`);
  });
});
