import { expect, test } from "vitest";
import { readTypedTime, shownTime, steppedTime, type TimeKind } from "./typed-time.ts";

test.each<[TimeKind, string, string | null]>([
  ["date-time", "2026-11-23 09:00", "2026-11-23T09:00"],
  ["date-time", "2026-11-23T09:00", "2026-11-23T09:00"],
  ["date-time", " 2026.3.1  7:05 ", "2026-03-01T07:05"],
  ["date-time", "2026-11-23", null],
  ["date-time", "2026-11-23 24:00", null],
  ["date-time", "11/23/2026 09:00", null],
  ["date-time", "2026-10-25 02:30 +01:00", "2026-10-25T02:30+01:00"],
  ["date-time", "2026-10-25T02:30-09:30", "2026-10-25T02:30-09:30"],
  ["date-time", "2026-10-25 02:30 +15:00", null],
  ["date", "2026-10-25 +01:00", null],
  ["date", "2028-02-29", "2028-02-29"],
  ["date", "2027-02-29", null],
  ["date", "2026-13-01", null],
  ["date", "", null],
  ["time", "7:30", "07:30"],
  ["time", "09:60", null],
])("as a %s, “%s” means %s", (kind, text, value) => {
  expect(readTypedTime(kind, text)).toBe(value);
});

test("what is shown is read again as the same", () => {
  for (const value of ["2026-11-23T09:00", "2026-11-23", "2026-10-25T02:30+01:00"])
    expect(readTypedTime(value.length > 10 ? "date-time" : "date", shownTime(value))).toBe(value);
});

test.each<[TimeKind, string, number, 1 | -1, string | null]>([
  ["date-time", "2026-12-31 23:59", 15, 1, "2027-01-01T00:00"],
  ["date-time", "2026-12-31 23:59", 9, 1, "2027-01-01T23:59"],
  ["date-time", "2026-12-31 23:59", 12, -1, "2026-12-31T22:59"],
  ["date-time", "2026-10-25 02:30 +01:00", 12, 1, "2026-10-25T03:30"],
  ["date", "2026-11-23", 2, -1, "2025-11-23"],
  ["date", "2026-11-23", 7, 1, "2026-12-23"],
  ["date", "2027-01-31", 6, 1, "2027-02-28"],
  ["time", "23:30", 1, 1, "00:30"],
  ["date", "2026-11", 2, 1, null],
])("in a %s, “%s” with the cursor at %i goes by %i to %s", (kind, text, cursor, by, value) => {
  expect(steppedTime(kind, { text, cursor, by })).toBe(value);
});
