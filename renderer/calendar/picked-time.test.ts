import { expect, test } from "vitest";
import { daysFrom } from "./days.ts";
import { aheadOf, piecesOfTime, timeBetween } from "./picked-time.ts";

const ZONE = "Europe/Berlin";
const week = daysFrom("2026-11-23", 7, ZONE);
const words = (time: { start: number; end: number } | null) =>
  time && [time.start, time.end].map((at) => new Date(at).toISOString().slice(0, 16));
const between = (a: readonly [number, number], b: readonly [number, number]) =>
  timeBetween({ day: a[0], minute: a[1] * 60 }, { day: b[0], minute: b[1] * 60 }, week, ZONE);

test("a time is what lies between two places, whichever was first", () => {
  const nineToEleven = ["2026-11-24T08:00", "2026-11-24T10:00"];
  expect(words(between([1, 9], [1, 11]))).toEqual(nineToEleven);
  expect(words(between([1, 11], [1, 9]))).toEqual(nineToEleven);
  expect(words(between([1, 9], [1, 9]))).toEqual(["2026-11-24T08:00", "2026-11-24T08:15"]);
});

test("over nights it is one time, and a piece of each day", () => {
  const days = between([4, 18], [6, 24])!;
  expect(words(days)).toEqual(["2026-11-27T17:00", "2026-11-29T23:00"]);
  expect(piecesOfTime(days, week, ZONE)).toEqual([
    { day: 4, from: 1080, to: 1440 },
    { day: 5, from: 0, to: 1440 },
    { day: 6, from: 0, to: 1440 },
  ]);
});

test("only what is ahead can be booked", () => {
  const time = between([1, 9], [1, 11])!;
  expect(aheadOf(time, Date.parse("2026-11-24T07:00Z"))).toEqual(time);
  const rest = aheadOf(time, Date.parse("2026-11-24T08:50Z"));
  expect(words(rest)).toEqual(["2026-11-24T09:00", "2026-11-24T10:00"]);
  expect(aheadOf(time, Date.parse("2026-11-24T09:50Z"))).toBeNull();
});
