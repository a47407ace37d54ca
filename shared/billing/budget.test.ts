import { expect, test } from "vitest";
import { accrue } from "./accrual.ts";
import { alertText, budgetSchema, isSpent, newlyReached, spentOf } from "./budget.ts";
import { SketchAccount, someBook, someContract, used } from "./sketch-account.ts";

const period = {
  label: "2026-01",
  start: "2026-01-01T00:00:00.000Z",
  end: "2026-02-01T00:00:00.000Z",
};
const budget = budgetSchema.parse({ id: "b", name: "Course", amount: "10" });

function state(actual: string, outlook: string) {
  const spent = { actual, outlook, projection: "0.00" };
  return { budget, currency: "EUR", period, days: [], alerts: [], stopAt: null, ...spent };
}

test("thresholds are reached at their amount, and told of once", () => {
  expect(newlyReached(state("7.99", "9.99"))).toEqual([]);
  expect(newlyReached(state("8.00", "10.00"))).toEqual([
    { on: "actual", percent: 80 },
    { on: "outlook", percent: 100 },
  ]);
  const told = [{ on: "actual" as const, percent: 80, at: period.start }];
  const later = { ...state("8.00", "9.00"), alerts: told };
  expect(newlyReached(later)).toEqual([]);
  expect(isSpent(budget, "9.99")).toBe(false);
  expect(isSpent(budget, "10.00")).toBe(true);
  expect(alertText(state("8.00", "10.00"), { on: "outlook", percent: 100 })).toBe(
    "Course: 100 % of 10 EUR for 2026-01 is reached; 10.00 EUR will have been used at the end of the period.",
  );
});

test("only what is in its scope and period counts", () => {
  const day = (at: string, change: object): ReturnType<typeof used> =>
    used(`${at}T00:00Z`, `${at}T10:00Z`, change);
  const account = new SketchAccount(
    [someContract()],
    [someBook()],
    [
      day("2026-01-10", { environment: "a", groups: ["g"], component: "shop" }),
      day("2026-01-11", { environment: "b", node: "db", groups: ["g", "h"] }),
      day("2026-02-10", { environment: "a", groups: ["g"] }),
    ],
  );
  const accrued = accrue(account.account, Date.parse("2026-03-01T00:00:00Z"));
  if (!accrued.ok) throw new Error(accrued.error.code);
  const spent = (scope: typeof budget.scope): string =>
    spentOf({ ...budget, scope }, accrued.value.lines, {
      period,
      currency: "EUR",
      payers: { parties: [] },
    });
  expect(spent({})).toBe("1.40");
  expect(spent({ environment: "a" })).toBe("0.70");
  expect(spent({ group: "g" })).toBe("1.40");
  expect(spent({ group: "h" })).toBe("0.70");
  expect(spent({ component: "shop" })).toBe("0.70");
  expect(spent({ component: "shop", group: "h" })).toBe("0.00");
});

test("what cannot be stopped by itself is not promised to be", () => {
  const parse = (change: object) => budgetSchema.safeParse({ ...budget, stops: true, ...change });
  expect(parse({}).success).toBe(true);
  expect(parse({ scope: { group: "g" } }).success).toBe(false);
  expect(parse({ thresholds: [{ on: "actual", percent: 80 }] }).success).toBe(false);
});
