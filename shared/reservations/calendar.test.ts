import { expect, it } from "vitest";
import type { CalendarEntry } from "../protocol/reservation.ts";
import { busyParts } from "./busy.ts";
import { calendarDays } from "./calendar-days.ts";
import { groupedRows, spreadOver } from "./calendar-rows.ts";
import { testEntry } from "./test-entry.ts";

function entry(
  start: string,
  end: string,
  more: Partial<CalendarEntry> = {},
): CalendarEntry & { readonly cores: number } {
  const window = { start: `2026-11-${start}:00.000Z`, end: `2026-11-${end}:00.000Z` };
  return { ...testEntry(window, { reservation: `${start} ${end}`, ...more }), cores: 4 };
}

const DAYS = ["23", "24", "25"].map((day) => `2026-11-${day}T00:00:00.000Z`);
const isOwn = ({ tenant }: CalendarEntry): boolean => tenant === "acme";

it("counts what is held in each part, and not what only touches it", () => {
  const held = [
    { start: 0, end: 50, quantity: 4 },
    { start: 50, end: 60, quantity: 2 },
    { start: 100, end: 200, quantity: 8 },
  ];
  expect(busyParts(held, { start: 0, end: 100 }, 4)).toEqual([4, 4, 2, 0]);
});

it("counts a night on both days, or for a month only where it begins, and names it once", () => {
  const night = entry("23T22:00", "24T06:00");
  const wanted = { days: DAYS, most: 4 };
  const present = calendarDays([night], { ...wanted, counted: "present" }, isOwn);
  expect(present.days.map(({ total }) => total)).toEqual([1, 1]);
  expect(present.days[1]?.busy.slice(0, 13)).toEqual([...Array.from({ length: 12 }, () => 4), 0]);
  expect(present.entries).toEqual([night]);
  const month = calendarDays([night], { ...wanted, counted: "month" }, isOwn);
  expect(month.days.map(({ total }) => total)).toEqual([1, 0]);
});

it("counts for a month on all of its days what takes 24 hours or began before the first", () => {
  const totals = (start: string, end: string): readonly number[] => {
    const wanted = { days: DAYS, counted: "month", most: 4 } as const;
    return calendarDays([entry(start, end)], wanted, isOwn).days.map(({ total }) => total);
  };
  expect(totals("23T12:00", "24T12:00")).toEqual([1, 1]);
  expect(totals("23T12:00", "24T11:59")).toEqual([1, 0]);
  // It ends when the second day begins.
  expect(totals("23T00:00", "24T00:00")).toEqual([1, 0]);
  expect(totals("20T22:00", "24T06:00")).toEqual([1, 1]);
  expect(totals("22T22:00", "23T06:00")).toEqual([1, 0]);
});

it("names for a month what takes days before what takes hours, one's own hours before others' days", () => {
  const short = entry("23T08:00", "23T09:00");
  const long = entry("23T10:00", "25T10:00");
  const strange = entry("22T10:00", "25T10:00", { tenant: "other" });
  const named = (counted: "month" | "present", most: number): readonly unknown[] =>
    calendarDays([strange, short, long], { days: DAYS.slice(0, 2), counted, most }, isOwn).entries;
  expect(named("month", 1)).toEqual([long]);
  expect(named("month", 2)).toEqual([short, long]);
  expect(named("present", 1)).toEqual([short]);
});

it("names the asker's own first where there are too many, in order of time", () => {
  const others = Array.from({ length: 40 }, (_, index) =>
    entry("23T09:00", "23T11:00", { reservation: `o${index}`, tenant: "other" }),
  );
  const own = entry("23T10:00", "23T12:00");
  const wanted = { days: DAYS, counted: "present", most: 3 } as const;
  const { days, entries } = calendarDays([...others, own], wanted, isOwn);
  expect(days.map(({ total }) => total)).toEqual([41, 0]);
  expect(entries.map(({ reservation }) => reservation)).toEqual(["o0", "o1", own.reservation]);
});

it("has a row for each host, taken or not, and one for what others hold", () => {
  const entries = [
    entry("23T09:00", "23T11:00", { hosts: ["h1", "h2"] }),
    entry("23T10:00", "23T11:00", { reservation: null, name: null, owner: null, booking: null }),
  ];
  const hosts = ["h1", "h2", "h3"].map((id) => ({ id, name: id, site: id === "h3" ? "" : "Bonn" }));
  expect(groupedRows(entries, "host", hosts).map((row) => row.entries.length)).toEqual([2, 1, 0]);
  // Once at a site, on however many of its hosts.
  const sites = groupedRows(entries, "site", hosts).map((row) => [row.title, row.entries.length]);
  expect(sites).toEqual([
    ["Bonn", 2],
    ["Without a site", 0],
  ]);
  expect(groupedRows(entries, "person", hosts).map(({ title }) => title)).toEqual([
    "ann",
    "Others",
  ]);
});

it("has the hosts on which there is something first, else as the lab has them", () => {
  const hosts = ["h10", "h2", "h3", "h1"].map((id) => ({ id, name: id, site: "" }));
  const on = (...names: string[]) => [entry("23T09:00", "23T11:00", { hosts: names })];
  const order = (entries: CalendarEntry[]): string[] =>
    groupedRows(entries, "host", hosts).map(({ id }) => id);
  expect(order([])).toEqual(["h10", "h2", "h3", "h1"]);
  // One that is gone, and had something, is at the end of those.
  expect(order(on("h1", "old", "h2"))).toEqual(["h2", "h1", "old", "h10", "h3"]);
});

it("calls the row of a booking by what its times and copies share", () => {
  const names = ["Course · 2026-11-23 · 1 of 2", "Course · 2026-11-24 · 1 of 2", "Demo · turn 1"];
  const entries = names.map((name, index) =>
    entry("23T09:00", "23T11:00", { name, booking: index < 2 ? "b1" : "b2" }),
  );
  const rows = groupedRows(entries, "environment", []);
  expect(rows.map(({ title }) => title)).toEqual(["Course", "Demo · turn 1"]);
});

it("tells some of each day where there are too many in a row, so that none looks free", () => {
  const at = (day: number, hour: number): string =>
    new Date(Date.UTC(2026, 10, 23 + day, hour)).toISOString();
  const on = (day: number, hour: number) =>
    testEntry({ start: at(day, hour), end: at(day, hour + 1) });
  // Much on the first day, and what began before it.
  const entries = [-1, 0, 1, 2, 3]
    .map((hour) => on(0, hour))
    .concat([on(1, 9), on(1, 12), on(3, 9)]);
  const told = (most: number) =>
    spreadOver(entries, most, { start: at(0, 0) }).map((entry) => entries.indexOf(entry));
  expect(told(3)).toEqual([0, 5, 7]);
  expect(told(5)).toEqual([0, 1, 5, 6, 7]);
  expect(told(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
