import { expect, test } from "vitest";
import { withBaseFee } from "../../../shared/billing/base-fee.ts";
import { someContract } from "../../../shared/billing/sketch-account.ts";
import {
  endOfDay,
  feeWord,
  guaranteeWords,
  isOver,
  monthBefore,
  paymentWord,
  wrongInMonth,
} from "./contract-words.ts";

test("a fee says how much and how often", () => {
  const fee = { amount: "12", cadence: "quarterly", due: "advance", basis: "user" } as const;
  const overrides = withBaseFee([], fee);
  expect(feeWord(someContract(), "EUR")).toBe("none");
  expect(feeWord(someContract({ overrides }), "CHF")).toMatch(
    /^CHF.12\.00 each quarter for each user$/,
  );
  expect(feeWord(someContract({ overrides, currency: "EUR" }), "CHF")).toContain(
    "€12.00 each quarter",
  );
});

test("how it is paid", () => {
  expect(paymentWord(someContract())).toBe("noted by hand, within 14 days");
  const terms = { payment: "webhook", payWithinDays: 1 } as const;
  expect(paymentWord(someContract({}, { terms }))).toBe("by a payment service, within 1 day");
});

test("a day ends where the contract's months are counted", () => {
  expect(endOfDay("2026-10-25", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
  expect(endOfDay("2026-10-25", "UTC")).toBe("2026-10-26T00:00:00.000Z");
  expect(endOfDay("", "UTC")).toBeNull();
});

test("what has no end is never over", () => {
  const ended = someContract({ end: "2026-06-01T00:00:00Z" });
  const at = Date.parse("2026-06-01T00:00:00Z");
  expect([isOver(ended, at - 1), isOver(ended, at), isOver(someContract(), at)]).toEqual([
    false,
    true,
    false,
  ]);
});

test("a guarantee says what is given back, and whether one has to ask for it", () => {
  const term = { id: "uptime", match: {}, metric: "availability", target: "99.9", exclusions: [] };
  const bands = [{ below: "99.9", percent: "10" }];
  expect(guaranteeWords({ ...term, bands, capPercent: "100" })).toBe(
    "uptime: 10 % back below 99.9; given without asking",
  );
  expect(guaranteeWords({ ...term, bands, capPercent: "100", title: "Uptime", claimDays: 1 })).toBe(
    "Uptime: 10 % back below 99.9; when asked for within 1 day after the month",
  );
});

test("the month before January is last year's December", () => {
  expect(monthBefore(Date.parse("2027-01-31T23:00:00Z"))).toBe("2026-12");
});

test("a credit is asked for a month that has begun", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  const wrong = (month: string) => wrongInMonth(month, now);
  expect(["2026-11", "2026-10", "2025-12"].map(wrong)).toEqual([null, null, null]);
  expect(wrong("2026-12")).toBe("This month is still to come.");
  for (const month of ["", "2026-13", "11/2026"]) expect(wrong(month)).toBe("Choose a month.");
});
