import { expect, test } from "vitest";
import { segmentSchema } from "../pricing/engine/segments.ts";
import { monthBefore, usageWithin } from "./usage-month.ts";

const NOW = Date.parse("2026-11-15T12:00:00Z");

test("the month before, where the clocks changed, and this one so far", () => {
  const last = monthBefore(NOW, "Europe/Berlin", false);
  expect(last).toEqual({
    start: Date.parse("2026-09-30T22:00:00Z"),
    end: Date.parse("2026-10-31T23:00:00Z"),
  });
  expect(monthBefore(NOW, "Europe/Berlin", true)).toEqual({ start: last.end, end: NOW });
});

test("usage is cut to the time, what still goes on ends with it, a quantity is in it or not", () => {
  const use = (start: string, end: string | null, quantity?: string) =>
    segmentSchema.parse({ meter: "instance", start, end, ...(quantity && { quantity }) });
  const span = {
    start: Date.parse("2026-10-01T00:00:00Z"),
    end: Date.parse("2026-11-01T00:00:00Z"),
  };
  const cut = usageWithin(
    [
      use("2026-09-30T00:00:00Z", "2026-10-02T00:00:00Z"),
      use("2026-10-31T00:00:00Z", null),
      use("2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z"),
      use("2026-09-30T00:00:00Z", "2026-10-02T00:00:00Z", "5"),
      use("2026-10-30T00:00:00Z", "2026-11-02T00:00:00Z", "7"),
    ],
    span,
  );
  expect(
    cut.map(({ start, end, quantity }) => [start.slice(0, 10), end?.slice(0, 10), quantity]),
  ).toEqual([
    ["2026-10-01", "2026-10-02", undefined],
    ["2026-10-31", "2026-11-01", undefined],
    ["2026-10-30", "2026-11-02", "7"],
  ]);
});
