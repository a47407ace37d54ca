import { expect, it } from "vitest";
import type { CalendarEntry } from "../../shared/protocol/reservation.ts";
import { instantOf } from "../../shared/schedule/wall-clock.ts";
import { calendarDays } from "../../shared/reservations/calendar-days.ts";
import { testEntry } from "../../shared/reservations/test-entry.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { Temporal } from "temporal-polyfill";
import { daysFrom, type Day } from "./days.ts";
import { linesIn, monthOf, topOfLine, withMoved, type Segment } from "./month-lines.ts";
import { drawnOf, type Drawn } from "./rows.ts";

const BERLIN = "Europe/Berlin";
/** Monday 26 October to Sunday 29 November. */
const NOVEMBER = daysFrom("2026-10-26", 35, BERLIN);
const ALL = { isOwn: () => true, most: 4 };

/** By Berlin's clocks, as `2026-11-02T09:00`. */
function held(start: string, end: string, more: Partial<CalendarEntry> = {}): CalendarEntry {
  const at = (wall: string): string =>
    toInstant(instantOf(Temporal.PlainDateTime.from(wall), BERLIN));
  const window = { start: at(start), end: at(end) };
  return testEntry(window, { reservation: more.name ?? `${start} ${end}`, ...more });
}

function segmentsOf(entries: readonly CalendarEntry[], days = NOVEMBER, room = ALL) {
  return monthOf(drawnOf(entries), days, room).segments;
}

/** As `26–1 @0`: which days of the month, and the line; `<` and `>` where it goes on. */
function tell(days: readonly Day[]): (segment: Segment) => string {
  const day = (index: number): number => Number(days[index]?.date.slice(8));
  return ({ from, to, line, before, after }) =>
    `${before ? "<" : ""}${day(from)}–${day(to)}${after ? ">" : ""} @${line}`;
}

function only(entries: readonly Drawn[]): Drawn {
  const [one] = entries;
  if (one === undefined) throw new Error("nothing is drawn");
  return one;
}

it("draws what is held for weeks on all of its days, week by week on one line, and names one segment for it", () => {
  const segments = segmentsOf([
    held("2026-09-02T09:00", "2026-11-25T17:00", { name: "Kept" }),
    held("2026-11-23T09:00", "2026-11-23T11:00"),
  ]).filter(({ drawn }) => drawn.id === "Kept");
  expect(segments.map(tell(NOVEMBER))).toEqual([
    "<26–1> @0",
    "<2–8> @0",
    "<9–15> @0",
    "<16–22> @0",
    "<23–25 @0",
  ]);
  expect(segments.map(({ first }) => first)).toEqual([true, false, false, false, false]);
  expect(new Set(segments.map(({ key }) => key)).size).toBe(5);
});

it("leaves less than 24 hours on the day on which it begins, also past midnight", () => {
  const one = (start: string, end: string): readonly string[] =>
    segmentsOf([held(start, end)]).map(tell(NOVEMBER));
  expect(one("2026-11-03T22:00", "2026-11-04T06:00")).toEqual(["3–3 @0"]);
  expect(one("2026-11-03T12:00", "2026-11-04T11:59")).toEqual(["3–3 @0"]);
  expect(one("2026-11-03T12:00", "2026-11-04T12:00")).toEqual(["3–4 @0"]);
  // It ends when the next day begins.
  expect(one("2026-11-03T00:00", "2026-11-04T00:00")).toEqual(["3–3 @0"]);
  // It began before the first day, and ends after the last.
  expect(one("2026-10-25T22:00", "2026-10-26T06:00")).toEqual(["<26–26 @0"]);
  expect(one("2026-11-29T22:00", "2026-12-02T06:00")).toEqual(["29–29> @0"]);
  expect(one("2026-11-30T00:00", "2026-12-02T00:00")).toEqual([]);
});

it("has the right days where the clocks change, of 25 and of 23 hours", () => {
  const autumn = daysFrom("2026-10-19", 14, BERLIN);
  const spring = daysFrom("2027-03-22", 14, BERLIN);
  const one = (days: readonly Day[], start: string, end: string): readonly string[] =>
    segmentsOf([held(start, end)], days).map(tell(days));
  expect(one(autumn, "2026-10-24T00:00", "2026-10-26T00:00")).toEqual(["24–25 @0"]);
  expect(one(autumn, "2026-10-25T00:00", "2026-10-26T00:00")).toEqual(["25–25 @0"]);
  // 24 hours that end an hour before the clock has gone round.
  expect(one(autumn, "2026-10-24T12:00", "2026-10-25T11:00")).toEqual(["24–25 @0"]);
  expect(one(spring, "2027-03-27T00:00", "2027-03-29T00:00")).toEqual(["27–28 @0"]);
  expect(one(spring, "2027-03-28T00:00", "2027-03-29T00:00")).toEqual(["28–28 @0"]);
  expect(one(spring, "2027-03-27T12:00", "2027-03-28T12:00")).toEqual(["27–27 @0"]);
  expect(one(spring, "2027-03-27T12:00", "2027-03-28T13:00")).toEqual(["27–28 @0"]);
});

it("gives longer ones their lines first, and what is short the lines between by its time", () => {
  const segments = segmentsOf([
    held("2026-11-02T09:00", "2026-11-04T09:00", { name: "three days" }),
    held("2026-11-03T09:00", "2026-11-07T09:00", { name: "five days" }),
    held("2026-11-02T08:00", "2026-11-02T09:00", { name: "early" }),
    held("2026-11-02T10:00", "2026-11-02T11:00", { name: "late" }),
    held("2026-11-05T10:00", "2026-11-06T10:00", { name: "two days" }),
  ]);
  const lines = segments.map(({ drawn, line }) => [drawn.id, line]);
  expect(Object.fromEntries(lines)).toEqual({
    "five days": 0,
    "three days": 1,
    "two days": 1,
    early: 0,
    late: 2,
  });
});

it("draws one's own first where there are too many, and no segment on a part of its days", () => {
  const others = { tenant: "other" };
  const entries = [
    held("2026-11-02T00:00", "2026-11-07T00:00", { name: "a", ...others }),
    held("2026-11-02T00:00", "2026-11-06T00:00", { name: "b", ...others }),
    held("2026-11-03T08:00", "2026-11-03T09:00", { name: "short", ...others }),
    held("2026-11-03T10:00", "2026-11-03T11:00", { name: "own" }),
  ];
  const isOwn = ({ entry }: Drawn): boolean => entry.tenant === "acme";
  const { segments, shown } = monthOf(drawnOf(entries), NOVEMBER, { isOwn, most: 2 });
  expect(segments.map(({ drawn, line }) => [drawn.id, line])).toEqual([
    ["a", 1],
    ["own", 0],
  ]);
  expect(shown.slice(7, 14)).toEqual([1, 2, 1, 1, 1, 0, 0]);
  const wider = monthOf(drawnOf(entries), NOVEMBER, { isOwn, most: 4 });
  expect(wider.segments.map(({ drawn, line }) => [drawn.id, line])).toEqual([
    ["b", 1],
    ["a", 0],
    ["short", 2],
    ["own", 3],
  ]);
});

it("draws on each day as many as the lab counts on it, where there is room", () => {
  for (const days of [NOVEMBER, daysFrom("2027-03-01", 35, BERLIN)]) {
    const first = days[0]?.start ?? 0;
    // Of all lengths from a quarter to 75 hours, from before the first day until after the last.
    const entries = Array.from({ length: 300 }, (_, index): CalendarEntry => {
      const start = first + (index * 3 - 60) * 3_600_000;
      const window = {
        start: toInstant(start),
        end: toInstant(start + (index % 76) * 3_550_000 + 900_000),
      };
      const name = `e${index}`;
      return { ...held("2026-11-02T00:00", "2026-11-03T00:00", { name }), window };
    });
    const edges = [...days.map(({ start }) => start), days.at(-1)?.end ?? 0].map(toInstant);
    const sized = entries.map((entry) => ({ ...entry, cores: 4 }));
    const wanted = { days: edges, counted: "month", most: 500 } as const;
    const counted = calendarDays(sized, wanted, () => true).days.map(({ total }) => total);
    expect(monthOf(drawnOf(entries), days, { ...ALL, most: 500 }).shown).toEqual(counted);
    expect(Math.min(...counted)).toBeGreaterThan(0);
  }
});

it("never lays two over each other, nor below the last line", () => {
  const entries = Array.from({ length: 120 }, (_, index) => {
    const day = 1 + ((index * 7) % 28);
    const start = Temporal.PlainDateTime.from({ year: 2026, month: 11, day, hour: index % 24 });
    const end = start.add({ hours: 1 + ((index * 13) % 90) });
    return held(String(start), String(end), { name: `e${index}` });
  });
  const isOwn = ({ id }: Drawn): boolean => id.endsWith("3");
  const { segments } = monthOf(drawnOf(entries), NOVEMBER, { isOwn, most: 5 });
  const cells = segments.flatMap(({ from, to, line }) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${from + index} ${line}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...segments.map(({ line }) => line))).toBe(4);
});

it("takes what is moved along on its line, by the same keys, and keeps it in sight at the edges", () => {
  const entries = [
    held("2026-11-05T09:00", "2026-11-05T10:00", { name: "before" }),
    held("2026-11-06T09:00", "2026-11-10T09:00", { name: "moved" }),
    held("2026-11-08T09:00", "2026-11-08T10:00", { name: "after" }),
  ];
  const segments = segmentsOf(entries);
  const { start, end, ...rest } = only(drawnOf(entries).filter(({ id }) => id === "moved"));
  const by = (days: number): readonly Segment[] => {
    const length = days * 86_400_000;
    return withMoved(segments, { ...rest, start: start + length, end: end + length }, NOVEMBER);
  };
  const keys = segments.map(({ key }) => key);
  expect(keys).toEqual(["before", "moved", "moved 1", "after"]);
  expect(by(7).map(({ key }) => key)).toEqual(keys);
  expect(by(7).map(tell(NOVEMBER))).toEqual(["5–5 @0", "13–15> @0", "<16–17 @0", "8–8 @1"]);
  expect(by(-4).map(({ key }) => key)).toEqual(["before", "moved", "after"]);
  expect(by(-60).map(tell(NOVEMBER))[1]).toBe("26–26 @0");
  expect(by(60).map(tell(NOVEMBER))[1]).toBe("29–29 @0");
});

it("fills a day of the month with lines, the last of which is still all within it", () => {
  for (const height of [161, 225, 270, 337]) {
    expect(topOfLine(linesIn(height))).toBeLessThanOrEqual(height);
    expect(topOfLine(linesIn(height) + 1)).toBeGreaterThan(height);
  }
  expect(linesIn(10)).toBe(1);
});
