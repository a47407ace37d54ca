import { expect, it } from "vitest";
import {
  atMinute,
  daysFrom,
  fromZoneInput,
  laterBy,
  minuteOf,
  mondayOf,
  toZoneInput,
} from "./days.ts";
import { shownDays, turned } from "./range.ts";

const BERLIN = "Europe/Berlin";
const at = (text: string): number => Date.parse(text);
const hoursOf = (date: string): number | undefined =>
  daysFrom(date, 1, BERLIN).map(({ start, end }) => (end - start) / 3_600_000)[0];

it("gives a day 23 hours when clocks go forward, and 25 when they go back", () => {
  expect(["2026-03-28", "2026-03-29", "2026-10-25"].map(hoursOf)).toEqual([24, 23, 25]);
});

it("shows a time at what the clock shows, before and after a change", () => {
  const [spring] = daysFrom("2026-03-29", 1, BERLIN);
  const [autumn] = daysFrom("2026-10-25", 1, BERLIN);
  expect(minuteOf(spring!, at("2026-03-29T07:00:00Z"), BERLIN)).toBe(9 * 60);
  expect(minuteOf(autumn!, at("2026-10-25T08:00:00Z"), BERLIN)).toBe(9 * 60);
  expect(minuteOf(autumn!, autumn!.end, BERLIN)).toBe(24 * 60);
});

it("knows when a clock shows a time, on days of any length", () => {
  const day = (date: string) => daysFrom(date, 1, BERLIN)[0]!;
  const on = (date: string, hour: number) =>
    new Date(atMinute(day(date), hour * 60, BERLIN)).toISOString();
  expect(on("2026-03-28", 9)).toBe("2026-03-28T08:00:00.000Z");
  expect(on("2026-03-29", 9)).toBe("2026-03-29T07:00:00.000Z");
  expect(on("2026-10-25", 9)).toBe("2026-10-25T08:00:00.000Z");
  // Clocks show two o'clock twice on the one day, and not at all on the other.
  expect(on("2026-10-25", 2)).toBe("2026-10-25T00:00:00.000Z");
  expect(on("2026-03-29", 2)).toBe("2026-03-29T01:00:00.000Z");
  for (const date of ["2026-03-28", "2026-03-29", "2026-10-25"])
    expect(atMinute(day(date), 1440, BERLIN)).toBe(day(date).end);
});

it("moves by days as the clock shows and by minutes as they pass", () => {
  const saturday = at("2026-03-28T08:00:00Z");
  const day = laterBy(saturday, { days: 1, minutes: 0 }, BERLIN);
  expect(day).toBe(at("2026-03-29T07:00:00Z"));
  expect(laterBy(saturday, { days: 0, minutes: 24 * 60 }, BERLIN)).toBe(at("2026-03-29T08:00:00Z"));
});

it("shows months in whole weeks from Monday, whatever day they begin on", () => {
  for (const [date, weeks] of [
    ["2027-02-14", 4],
    ["2026-11-21", 6],
    ["2026-10-01", 5],
  ] as const) {
    const days = shownDays({ view: "month", date, zone: BERLIN, span: 7 });
    expect(days).toHaveLength(weeks * 7);
    expect(days[0]?.date).toBe(mondayOf(days[0]?.date ?? ""));
    expect(days.map((day) => day.date)).toContain(date);
    // No gap and no overlap, whatever the clocks do.
    for (const [index, day] of days.slice(1).entries()) expect(day.start).toBe(days[index]?.end);
  }
});

it("turns from the end of a month to the next one", () => {
  const shown = { view: "month", date: "2026-01-31", zone: BERLIN, span: 7 } as const;
  expect(turned(shown, 1)).toBe("2026-02-01");
  expect(turned(shown, -1)).toBe("2025-12-01");
});

it("writes and reads a time by the clocks of the zone that is shown, before and after they change", () => {
  for (const [instant, text] of [
    ["2026-10-24T07:00:00Z", "2026-10-24T09:00"],
    ["2026-10-26T08:00:00Z", "2026-10-26T09:00"],
    // Clocks show it twice.
    ["2026-10-25T00:30:00Z", "2026-10-25T02:30"],
    ["2026-10-25T01:30:00Z", "2026-10-25T02:30+01:00"],
  ] as const) {
    expect(toZoneInput(at(instant), BERLIN)).toBe(text);
    expect(fromZoneInput(text, BERLIN)).toBe(at(instant));
  }
  expect(fromZoneInput("2026-10-26T25:00", BERLIN)).toBe(null);
  expect(fromZoneInput("tomorrow", BERLIN)).toBe(null);
});
