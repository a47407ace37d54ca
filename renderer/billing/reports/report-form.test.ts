import { describe, expect, test } from "vitest";
import { nextReport } from "../../../shared/billing/status-report.ts";
import { emptyReport, oftenWord, scheduleOf, type ReportForm } from "./report-form.ts";

const OWN = { id: "report-1", firstDay: "2026-11-21" };

function made(change: Partial<ReportForm> = {}) {
  const form = { ...emptyReport("UTC"), name: "Status", recipients: "a@acme.example", ...change };
  const schedule = scheduleOf(form, OWN);
  if (!schedule.ok) throw new Error(JSON.stringify(schedule.error));
  return schedule.value;
}

describe("a schedule", () => {
  test.each([
    [{ often: "daily" }, "FREQ=DAILY", "Each day at 08:00, UTC", "2026-11-22T08:00:00.000Z"],
    [{ often: "weekly" }, "FREQ=WEEKLY;BYDAY=MO", "Each Monday", "2026-11-23T08:00:00.000Z"],
    [
      { often: "monthly", monthDay: "-1", at: "18:30" },
      "FREQ=MONTHLY;BYMONTHDAY=-1",
      "The last day of each month at 18:30",
      "2026-11-30T18:30:00.000Z",
    ],
    [
      { often: "monthly", monthDay: "15" },
      "FREQ=MONTHLY;BYMONTHDAY=15",
      "Day 15 of each month",
      "2026-12-15T08:00:00.000Z",
    ],
  ])("%j is made when it says", (change, rule, word, next) => {
    const schedule = made(change);
    expect(schedule.rule).toBe(rule);
    expect(oftenWord(schedule)).toContain(word);
    expect(nextReport(schedule, Date.parse("2026-11-21T12:00:00Z"))).toBe(next);
  });

  test("addresses may be divided in any way", () => {
    const { recipients } = made({ recipients: "a@acme.example, b@acme.example;\nc@acme.example" });
    expect(recipients).toEqual(["a@acme.example", "b@acme.example", "c@acme.example"]);
  });

  test("what is wrong is said at its field", () => {
    const wrong = scheduleOf({ ...emptyReport("UTC"), at: "", recipients: "nobody" }, OWN);
    expect(wrong.ok ? [] : Object.keys(wrong.error)).toEqual(["name", "at", "recipients"]);
  });

  test("a rule from elsewhere stands as it is", () => {
    const rule = "FREQ=WEEKLY;BYDAY=MO,TH";
    expect(oftenWord({ ...made(), rule })).toBe(`${rule} at 08:00, UTC`);
  });
});
