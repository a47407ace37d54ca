import { expect, test } from "vitest";
import { Decimal } from "../../base/money.ts";
import { allocate } from "./allocate.ts";

function parts(amount: string, weights: readonly bigint[]): readonly string[] {
  return allocate(new Decimal(amount), weights, "EUR", "one-each-to-first").map(String);
}

test("a large amount is nobody's when there is nobody, and equal parts without weights", () => {
  expect(parts("90000000000.00", [])).toEqual([]);
  expect(parts("10.00", [0n, 0n, 0n])).toEqual(["3.34", "3.33", "3.33"]);
});

test("the parts of a credit are those of the charge, reversed", () => {
  expect(parts("-10.00", [1n, 1n, 1n])).toEqual(["-3.34", "-3.33", "-3.33"]);
});

test("who gets money back while others pay has a part below zero, and all add up", () => {
  expect(parts("10.00", [20n, -10n])).toEqual(["20", "-10"]);
  expect(parts("-10.00", [-4n, 1n])).toEqual(["-13.34", "3.34"]);
  const nothing = parts("0.00", [25n * 10n ** 17n, -25n * 10n ** 17n]);
  expect(nothing).toEqual(["2.5", "-2.5"]);
});
