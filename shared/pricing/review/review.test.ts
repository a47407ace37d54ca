import { describe, expect, test } from "vitest";
import { Decimal } from "../../base/money.ts";
import { bookSchema } from "../engine/book.ts";
import { calendarFor } from "../engine/calendar.ts";
import { contractSchema } from "../engine/contract.ts";
import { rate } from "../engine/rate.ts";
import { segmentSchema } from "../engine/segments.ts";
import { variance, type RatingInputs } from "../engine/variance.ts";
import { burnDownOf } from "./burn-down.ts";
import { demandOf } from "./demand.ts";
import { groupLines } from "./group-lines.ts";
import { costOverTime } from "./over-time.ts";
import { readingFinder } from "./readings.ts";
import { sumSteps } from "./sum-steps.ts";
import { daysIn, hoursIn, timeSpans } from "./time-spans.ts";
import { waterfallOf } from "./waterfall.ts";

const book = bookSchema.parse({
  id: "lab",
  currency: "EUR",
  windowSets: [
    { id: "office", default: "off", windows: [{ window: "peak", from: "08:00", to: "18:00" }] },
  ],
  rules: [
    {
      id: "hours",
      title: "Machine",
      kind: "usage",
      meter: "instance",
      windows: {
        set: "office",
        pricing: {
          peak: { shape: "graduated", bands: [{ upTo: "6", unit: "3" }, { unit: "2" }] },
          off: { shape: "unit", price: "1" },
        },
      },
    },
    {
      id: "desk",
      title: "Desk",
      kind: "base",
      basis: "user",
      cadence: "monthly",
      meter: "presence",
      pricing: { shape: "flat", price: "31" },
    },
    {
      id: "begun",
      kind: "usage",
      meter: "storage",
      per: "once",
      pricing: { shape: "package", price: "5", size: "10" },
    },
  ],
  discounts: [
    { id: "school", title: "School", trigger: "manual", percent: "10", meter: "instance" },
  ],
});
const contract = contractSchema.parse({ account: "acme", start: "2026-01-01T00:00:00Z" });

function inputs(segments: readonly object[]): RatingInputs {
  const parsed = segments.map((segment) => segmentSchema.parse(segment));
  return { book, contract, segments: parsed, calendar: calendarFor(book, contract, parsed) };
}

const day = "2026-01-05";
const used = inputs([
  // 06:00 to 20:00: 10 hours of peak, 4 off.
  {
    node: "web",
    instance: "web#1",
    meter: "instance",
    start: `${day}T06:00Z`,
    end: `${day}T20:00Z`,
  },
  {
    node: "web",
    instance: "web#2",
    meter: "instance",
    start: `${day}T10:00Z`,
    end: `${day}T12:00Z`,
  },
  { node: "db", meter: "instance", start: `${day}T01:00Z`, end: `${day}T03:00Z` },
  { node: "disk", meter: "storage", level: "25", start: `${day}T01:00Z`, end: `${day}T03:00Z` },
  { node: "web", user: "ann", meter: "presence", start: `${day}T06:00Z`, end: `${day}T07:00Z` },
]);
const lines = rate(used.book, used.contract, used.segments, used.calendar);

function linesOf(node: string, window = "") {
  return lines.filter((line) => line.node === node && line.window === window);
}

describe("the readings behind a line", () => {
  const readingsOf = readingFinder(used);

  test("are those of its node, cut to its rate window", () => {
    const [peak] = linesOf("web", "peak");
    const hours = readingsOf(peak!).map(({ instance, spans }) => [
      instance,
      spans.map(({ start, end }) => (end - start) / 3_600_000),
    ]);
    expect(hours).toEqual([
      ["web#1", [10]],
      ["web#2", [2]],
    ]);
    const [off] = linesOf("web", "off");
    expect(readingsOf(off!).map(({ spans }) => spans.length)).toEqual([2]);
  });

  test("add up to the line's quantity where it counts hours", () => {
    for (const line of lines.filter(({ band, meter }) => band === "" && meter === "instance")) {
      const spans = readingsOf(line).flatMap((reading) => reading.spans);
      const hours = spans.reduce((sum, { start, end }) => sum + (end - start) / 3_600_000, 0);
      expect(String(hours)).toBe(line.quantity);
    }
  });

  test("of a fee for a user are where the user was seen", () => {
    const fee = lines.find(({ user }) => user === "ann")!;
    expect(readingsOf(fee).map(({ segment }) => segment.meter)).toEqual(["presence"]);
  });
});

describe("the steps of a sum", () => {
  test("add up to what is charged", () => {
    expect(lines.some(({ discounts }) => discounts.length > 0)).toBe(true);
    for (const line of lines) {
      const sum = sumSteps(line).reduce((all, step) => all.plus(step.amount), new Decimal(0));
      expect(sum.toFixed(2)).toBe(line.rounded);
    }
  });
});

describe("groups of lines", () => {
  test("have sums that are those of all lines", () => {
    const all = lines.reduce((sum, line) => sum.plus(line.rounded), new Decimal(0));
    for (const by of ["node", "period", "item", "user"] as const) {
      const groups = groupLines(lines, by, "EUR");
      const sum = groups.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
      expect([by, sum.toFixed()]).toEqual([by, all.toFixed()]);
    }
  });

  test("put windows and bands below one row, bands as they rise", () => {
    const web = groupLines(lines, "node", "EUR").find(({ key }) => key === "web")!;
    const machine = web.rows.find(({ lines: own }) => own.length > 1)!;
    expect(machine.lines.map(({ window, band }) => `${window} ${band}`)).toEqual([
      "off ",
      "peak 0–6",
      "peak 6–",
    ]);
  });
});

describe("cost over time", () => {
  const readingsOf = readingFinder(used);
  const spans = hoursIn({ start: Date.parse(`${day}T00:00Z`), end: Date.parse(`${day}T24:00Z`) });
  const series = costOverTime(lines, { spans, keyOf: ({ node }) => node, readingsOf });

  test("adds up to the lines, part by part", () => {
    for (const { key, amounts } of series) {
      const own = lines.filter(({ node }) => node === key);
      const sum = amounts.reduce((total, one) => total.plus(one), new Decimal(0));
      expect(sum.toFixed(2)).toBe(
        own.reduce((total, { rounded }) => total.plus(rounded), new Decimal(0)).toFixed(2),
      );
    }
  });

  test("lies where it was used", () => {
    const db = series.find(({ key }) => key === "db")!;
    expect(db.amounts.flatMap((amount, hour) => (amount === "0" ? [] : [hour]))).toEqual([1, 2]);
  });

  test("is cut into hours, days or months by how long it is", () => {
    const units = [1, 30, 200].map(
      (days) =>
        timeSpans(used.calendar, { start: 0, end: days * 86_400_000 }, { zone: "UTC" }).unit,
    );
    expect(units).toEqual(["hour", "day", "month"]);
    expect(daysIn(used.calendar, { start: Date.parse(day), end: Date.parse(day) })).toHaveLength(1);
  });
});

test("demand is the average level of each span", () => {
  const spans = hoursIn({ start: Date.parse(`${day}T09:00Z`), end: Date.parse(`${day}T13:00Z`) });
  const keyOf = ({ node }: { node: string }) => (node === "web" ? node : undefined);
  const asked = { meter: "instance", spans, keyOf, now: used.calendar.end };
  expect(demandOf(used.segments, asked).get("web")).toEqual([1, 2, 2, 1]);
});

describe("a waterfall", () => {
  const planned = inputs([
    { node: "web", meter: "instance", start: `${day}T06:00Z`, end: `${day}T09:00Z` },
    { node: "spare", meter: "instance", start: `${day}T06:00Z`, end: `${day}T09:00Z` },
  ]);

  test("goes from what was projected to what came without a gap, in the order of its steps", () => {
    const rows = variance(planned, used);
    for (const part of [rows, ...rows.map((row) => [row])]) {
      const { projected, actual, steps } = waterfallOf(part);
      let reached = projected;
      for (const { from, to, amount } of steps) {
        expect(from).toBe(reached);
        expect(new Decimal(from).plus(amount).toFixed()).toBe(to);
        reached = to;
      }
      expect(Number(reached)).toBe(Number(actual));
    }
    const names = waterfallOf(rows).steps.map(({ step }) => step);
    expect(names).toContain("never started");
    expect(names).toContain("not planned");
    expect(names[0]).toBe("hours");
  });

  test("of nothing is nothing", () => {
    expect(waterfallOf([])).toEqual({ projected: "0", actual: "0", steps: [] });
  });
});

describe("a burn-down", () => {
  const day = (number: number): number => Date.UTC(2026, 0, number);
  const period = { start: day(1), end: day(11) };
  const days = [
    { at: day(2), spent: "10" },
    { at: day(3), spent: "30.5" },
  ];

  test("goes from the whole budget to what the outlook leaves", () => {
    const asked = { amount: "100", period, days, outlook: "120", percents: [80, 100, 100] };
    const { points, thresholds } = burnDownOf(asked);
    expect(points.map(({ left, even, outlook }) => [left, even, outlook])).toEqual([
      ["100", "100", null],
      ["90", "90", null],
      ["69.5", "80", "69.5"],
      [null, "0", "-20"],
    ]);
    expect(thresholds).toEqual([
      { percent: 80, left: "20" },
      { percent: 100, left: "0" },
    ]);
  });

  test("of a period that is over has nothing to come", () => {
    const over = [...days, { at: day(11), spent: "99" }];
    const asked = { amount: "100", period, days: over, outlook: "99", percents: [] };
    expect(burnDownOf(asked).points.at(-1)).toMatchObject({ left: "1", outlook: "1" });
  });
});
