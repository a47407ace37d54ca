import { expect, test } from "vitest";
import { daysFrom } from "./days.ts";
import { aheadOf, piecesOfTime, timeBetween, timeOnAxis } from "./picked-time.ts";

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

test("on an axis it is whole quarters of an hour within what is shown", () => {
  const axis = { start: Date.parse("2026-11-23T00:00Z"), end: Date.parse("2026-11-24T00:00Z") };
  const nineToTwelve = ["2026-11-23T09:00", "2026-11-23T12:00"];
  expect(words(timeOnAxis(9.2 / 24, 11.9 / 24, axis))).toEqual(nineToTwelve);
  expect(words(timeOnAxis(12.2 / 24, 8.9 / 24, axis))).toEqual(nineToTwelve);
  expect(words(timeOnAxis(0.5, 0.5, axis))).toEqual(["2026-11-23T12:00", "2026-11-23T12:15"]);
  expect(words(timeOnAxis(0.5, 2, axis))).toEqual(["2026-11-23T12:00", "2026-11-24T00:00"]);
});

test("only what is ahead can be booked", () => {
  const time = between([1, 9], [1, 11])!;
  expect(aheadOf(time, Date.parse("2026-11-24T07:00Z"))).toEqual(time);
  const rest = aheadOf(time, Date.parse("2026-11-24T08:50Z"));
  expect(words(rest)).toEqual(["2026-11-24T09:00", "2026-11-24T10:00"]);
  expect(aheadOf(time, Date.parse("2026-11-24T09:50Z"))).toBeNull();
});
