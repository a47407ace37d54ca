import type { EChartsCoreOption } from "echarts/core";
import { expect, test } from "vitest";
import { bookSchema } from "../../../shared/pricing/engine/book.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import { contractSchema } from "../../../shared/pricing/engine/contract.ts";
import { rate } from "../../../shared/pricing/engine/rate.ts";
import { segmentSchema } from "../../../shared/pricing/engine/segments.ts";
import { burnDownOf } from "../../../shared/pricing/review/burn-down.ts";
import { readingFinder } from "../../../shared/pricing/review/readings.ts";
import { daysIn } from "../../../shared/pricing/review/time-spans.ts";
import { stackByAccount, stackOverTime } from "../cost-stack.ts";
import { demandOfDay } from "../demand-of-day.ts";
import { namesFrom } from "../names.ts";
import { burnDownOption } from "./burn-down-option.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { demandOption } from "./demand-option.ts";
import { moneyAxis } from "./options.ts";
import { stackOption } from "./stack-option.ts";

// What is drawn is what was worked out by hand: the very numbers that the chart is given.

const colour = "#000000";
const theme: ChartTheme = {
  ink: colour,
  soft: colour,
  line: colour,
  surface: colour,
  accent: colour,
  less: colour,
  more: colour,
  palette: [colour],
  font: "sans-serif",
};

/** 3.00 an hour from 8 to 18 o'clock, else 1.00; in Berlin, where a day of January begins at 23:00 UTC. */
const book = bookSchema.parse({
  id: "lab",
  currency: "EUR",
  tariffZone: "Europe/Berlin",
  windowSets: [
    { id: "office", default: "off", windows: [{ window: "peak", from: "08:00", to: "18:00" }] },
  ],
  rules: [
    {
      id: "hours",
      kind: "usage",
      meter: "instance",
      windows: {
        set: "office",
        pricing: { peak: { shape: "unit", price: "3" }, off: { shape: "unit", price: "1" } },
      },
    },
    {
      id: "fee",
      kind: "base",
      basis: "account",
      cadence: "monthly",
      pricing: { shape: "flat", price: "31" },
    },
  ],
});
const contract = contractSchema.parse({
  account: "acme",
  billingZone: "Europe/Berlin",
  start: "2026-01-01T00:00:00+01:00",
});
const ran = (node: string, start: string, end: string, more: object = {}) =>
  segmentSchema.parse({
    node,
    meter: "instance",
    start: `${start}+01:00`,
    end: `${end}+01:00`,
    ...more,
  });
const segments = [
  // Two of web from 6 to 20, one of db from 18 to 24 and on the Monday after.
  ran("web", "2026-01-08T06:00", "2026-01-08T20:00", { instance: "web.1" }),
  ran("web", "2026-01-08T10:00", "2026-01-08T12:30", { instance: "web.2" }),
  ran("db", "2026-01-08T18:00", "2026-01-09T00:00"),
  ran("db", "2026-01-12T00:00", "2026-01-12T06:00"),
];
const inputs = { book, contract, segments, calendar: calendarFor(book, contract, segments) };
const lines = rate(book, contract, segments, inputs.calendar);
const shown = { inputs, currency: "EUR", names: namesFrom({}), readingsOf: readingFinder(inputs) };

interface Series {
  readonly type: string;
  readonly name: string;
  readonly data: readonly (number | null)[];
}

function seriesOf(option: EChartsCoreOption): readonly Series[] {
  return option["series"] as readonly Series[];
}

/** `name: values`, without what is nothing: `6=1` is a 1 in the place of six o'clock. */
function drawn({ name, data }: Series): string {
  const values = data.flatMap((value, at) =>
    value === 0 || value === null ? [] : [`${at}=${value}`],
  );
  return `${name}: ${values.join(" ")}`;
}

const used = lines.filter(({ category }) => category === "usage");

test("cost over time: a bar for each day, week or month, a part for each node", () => {
  const bars = (unit: "day" | "week" | "month") =>
    seriesOf(stackOption(stackOverTime(used, { ...shown, by: "node", unit }), theme)).map(drawn);
  // The 8th: 4 off, 10 peak and 2.5 peak of web: 4 + 30 + 7.5; 6 off of db. The 12th is a Monday, the fifth day shown.
  expect(bars("day")).toEqual(["web: 0=41.5", "db: 0=6 4=6"]);
  const later = [...used, ...rateOf("2026-02-16T00:00", "2026-02-16T02:00")];
  const wider = (unit: "week" | "month") =>
    seriesOf(stackOption(stackOverTime(later, { ...shown, by: "item", unit }), theme)).map(drawn);
  expect(wider("week")).toEqual(["No item: 0=47.5 1=6 6=2"]);
  expect(wider("month")).toEqual(["No item: 0=53.5 1=2"]);
});

function rateOf(start: string, end: string) {
  const more = [ran("db", start, end)];
  const own = rate(book, contract, more, calendarFor(book, contract, more));
  return own.filter(({ category }) => category === "usage");
}

test("a unit that would be one bar, or thousands, is not taken", () => {
  const stack = stackOverTime(used, { ...shown, by: "node", unit: "month" });
  expect(stack.names).toHaveLength(5);
});

test("24-hour demand of two applications, and what each hour of it cost", () => {
  const at = Date.parse("2026-01-08T12:00:00+01:00");
  const [day] = daysIn(inputs.calendar, { start: at, end: at + 1 });
  const demand = demandOfDay(lines, {
    ...shown,
    nodes: ["web", "db"],
    meter: "instance",
    day: day!,
  });
  const [web, db, webCosts, dbCosts] = seriesOf(demandOption(demand, theme));
  expect([web!.type, db!.type, webCosts!.type, dbCosts!.type]).toEqual([
    "line",
    "line",
    "bar",
    "bar",
  ]);
  expect(demand.hours).toHaveLength(24);
  const hours = (from: number, to: number, value: number) =>
    Array.from({ length: to - from }, (_, hour) => `${from + hour}=${value}`).join(" ");
  expect(drawn(web!)).toBe(`web: ${hours(6, 10, 1)} 10=2 11=2 12=1.5 ${hours(13, 20, 1)}`);
  expect(drawn(db!)).toBe(`db: ${hours(18, 24, 1)}`);
  expect(drawn(webCosts!)).toBe(
    `web: 6=1 7=1 8=3 9=3 10=6 11=6 12=4.5 ${hours(13, 18, 3)} 18=1 19=1`,
  );
  expect(drawn(dbCosts!)).toBe(`db: ${hours(18, 24, 1)}`);
});

test("cost by account: the dearest first, by what it is for", () => {
  const others = used.map((line) => Object.assign({}, line, { account: "bela", rounded: "50.00" }));
  const stack = stackByAccount([...lines, ...others], shown);
  expect(stack.names).toEqual(["bela", "acme"]);
  const parts = seriesOf(stackOption(stack, theme));
  expect(parts.map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "Base fees",
    "Usage",
  ]);
  expect(parts.find(({ name }) => name === "Usage")?.data).toEqual([50 * used.length, 53.5]);
});

test("a budget burns down from all of it to what the outlook leaves", () => {
  const day = 86_400_000;
  const burnDown = burnDownOf({
    amount: "100",
    period: { start: 0, end: 10 * day },
    days: [
      { at: day, spent: "20" },
      { at: 2 * day, spent: "50" },
    ],
    outlook: "110",
    percents: [80, 100],
  });
  const option = burnDownOption({ burnDown, currency: "EUR", nameOf: String }, theme);
  const series = option["series"] as readonly { readonly name: string; readonly data: unknown }[];
  const at = (values: readonly (number | null)[]) =>
    values.map((value, index) => [[0, day, 2 * day, 10 * day][index], value]);
  expect(series.map(({ name, data }) => [name, data])).toEqual([
    ["Left", at([100, 80, 50, null])],
    // On one line: each where it belongs in time, and the end of the period far behind today.
    ["Even pace", at([100, 90, 80, 0])],
    ["Outlook", at([null, null, 50, -10])],
  ]);
  expect(option["xAxis"]).toMatchObject({ type: "time" });
});

test("an axis of amounts tells its ticks apart, also of a thousandth of a cent", () => {
  const { formatter } = moneyAxis(theme, "EUR")["axisLabel"] as {
    readonly formatter: (value: number) => string;
  };
  expect([0, 0.000005, 0.00001, 0.000015].map(formatter)).toEqual([
    "€0.00",
    "€0.000005",
    "€0.00001",
    "€0.000015",
  ]);
  expect([0.005, 0.1 + 0.2, 1, 1500, -2.5].map(formatter)).toEqual([
    "€0.005",
    "€0.30",
    "€1.00",
    "€1,500.00",
    "-€2.50",
  ]);
});
