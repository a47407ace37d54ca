import { expect, test } from "vitest";
import { billedDays, dayIn, lastDayIn } from "./bill-days.ts";

const september = {
  label: "2026-09",
  start: "2026-08-31T22:00:00.000Z",
  end: "2026-09-30T22:00:00.000Z",
};

test("a month is from its first to its last day, where it ends", () => {
  const days = { first: "2026-09-01", last: "2026-09-30" };
  expect(billedDays({ period: september, zone: "Europe/Berlin" })).toEqual(days);
  const utc = { ...september, start: "2026-09-01T00:00:00.000Z", end: "2026-10-01T00:00:00.000Z" };
  expect(billedDays({ period: utc })).toEqual(days);
  const west = { ...september, start: "2026-09-01T07:00:00.000Z", end: "2026-10-01T07:00:00.000Z" };
  expect(billedDays({ period: west, zone: "America/Los_Angeles" })).toEqual(days);
});

test("what is billed up to now ends with today, also where nothing is between", () => {
  const now = "2026-09-10T23:00:00.000Z";
  const until = { ...september, end: now };
  expect(billedDays({ period: until, zone: "Europe/Berlin" }).last).toBe("2026-09-11");
  const nothing = {
    ...september,
    start: "2026-09-09T22:00:00.000Z",
    end: "2026-09-09T22:00:00.000Z",
  };
  expect(billedDays({ period: nothing, zone: "Europe/Berlin" })).toEqual({
    first: "2026-09-10",
    last: "2026-09-10",
  });
  expect(dayIn(now, "Europe/Berlin")).toBe("2026-09-11");
  expect(lastDayIn("2026-09-10T00:00:00.000Z")).toBe("2026-09-09");
});
