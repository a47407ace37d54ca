import { expect, test } from "vitest";
import { accrue } from "./accrual.ts";
import { SketchAccount, someBook, someContract, used } from "./sketch-account.ts";
import { nextReport, reportText, statusReport } from "./status-report.ts";

const AT = "2026-01-11T00:00:00.000Z";
const period = {
  label: "2026-01",
  start: "2026-01-01T00:00:00.000Z",
  end: "2026-02-01T00:00:00.000Z",
};

function reported() {
  const segments = [
    used("2026-01-10T00:00Z", null, {
      user: "ada",
      groups: ["shop"],
      component: "web-shop",
      item: "small",
    }),
    used("2026-01-05T00:00Z", "2026-01-06T00:00Z", { node: "db", user: "bob", groups: ["shop"] }),
    used("2026-01-10T00:00Z", null, { meter: "software", item: "postgresql", user: "ada" }),
  ];
  const software = {
    id: "software",
    kind: "usage" as const,
    meter: "software",
    pricing: { shape: "unit" as const, price: "0.01" },
  };
  const book = someBook();
  const account = new SketchAccount(
    [someContract()],
    [{ ...book, rules: [...book.rules, ...someBook({ rules: [software] }).rules] }],
    segments,
  );
  const accrued = accrue(account.account, Date.parse(AT));
  if (!accrued.ok) throw new Error(accrued.error.code);
  const { lines } = accrued.value;
  return statusReport({ tenant: "acme", at: AT, period, currency: "EUR", lines, segments });
}

test("a report says what runs, what was used and what it cost, by each way of looking at it", () => {
  const report = reported();
  expect(report.machines).toMatchObject([{ instance: "web", item: "small", user: "ada" }]);
  expect(report.users).toMatchObject([
    { key: "ada", machines: 1, fees: "1.92" },
    { key: "bob", machines: 0, fees: "1.68" },
  ]);
  expect(report.groups).toMatchObject([
    { key: "shop", machines: 1, used: [{ meter: "instance", quantity: "48" }], fees: "3.36" },
  ]);
  expect(report.components).toMatchObject([{ key: "web-shop", machines: 1, fees: "1.68" }]);
  expect(report.applications).toMatchObject([{ key: "postgresql", machines: 0, fees: "0.24" }]);
  expect(report.fees).toBe("3.60");
  const text = reportText(report).join("\n");
  expect(text).toContain("2026-01: 3.60 EUR so far, without taxes");
  expect(text).toContain("Status of acme at 2026-01-11 00:00Z\n");
  expect(text).toMatch(/\nweb +.* ada +2026-01-10 00:00Z\n/);
  const named = reportText(report, (id) => (id === "ada" ? "Ada Lovelace" : id)).join("\n");
  expect(named).toMatch(/USERS .*\nAda Lovelace +1 /);
  expect(text).toMatch(/APPLICATIONS .*\npostgresql +0 +Software: 24 /);
});

test("the next report is at its time of day, whichever way the clocks change", () => {
  const schedule = {
    id: "weekly",
    name: "Weekly",
    zone: "Europe/Berlin",
    firstDay: "2026-03-23",
    at: "08:00",
    rule: "FREQ=WEEKLY;COUNT=2",
    recipients: ["a@example.com"],
  };
  const first = nextReport(schedule, Date.parse("2026-03-01T00:00:00Z"));
  expect(first).toBe("2026-03-23T07:00:00.000Z");
  // Summer time began on the 29th.
  expect(nextReport(schedule, Date.parse(first ?? ""))).toBe("2026-03-30T06:00:00.000Z");
  expect(nextReport(schedule, Date.parse("2026-03-30T06:00:00Z"))).toBeNull();
});
