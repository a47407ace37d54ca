import { expect, test } from "vitest";
import {
  SketchAccount,
  someBook,
  someContract,
  used,
} from "../../shared/billing/sketch-account.ts";
import { creditOf } from "./credit-form.ts";

const START = "2026-01-01T00:00:00Z";
const END = "2026-01-11T00:00:00Z";
const account = new SketchAccount([someContract()], [someBook()], [used(START, END)]);
const bill = account.issue("periodic", "2026-02-02T00:00:00Z")[0]!;

test("a part is given back with its reason", () => {
  expect(bill.totals.net).toBe("16.80");
  expect(creditOf(bill, { amount: " 5.50 ", reason: " It was slow. " })).toEqual({
    ok: true,
    value: { number: bill.number, amount: "5.50", reason: "It was slow." },
  });
  expect(creditOf(bill, { amount: "16.80", reason: "All of it." }).ok).toBe(true);
});

test.each(["", "0", "0.00", "-1", "much", "16.81"])("%j is no part of it", (amount) => {
  const made = creditOf(bill, { amount, reason: "It was slow." });
  expect(made.ok ? [] : Object.keys(made.error)).toEqual(["amount"]);
});

test("nothing is given back without a reason", () => {
  const made = creditOf(bill, { amount: "1", reason: "  " });
  expect(made.ok ? [] : Object.keys(made.error)).toEqual(["reason"]);
});
