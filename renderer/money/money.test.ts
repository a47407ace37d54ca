import { expect, test } from "vitest";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import { contractSchema } from "../../shared/pricing/engine/contract.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import { segmentSchema } from "../../shared/pricing/engine/segments.ts";
import { variance } from "../../shared/pricing/engine/variance.ts";
import { groupLines } from "../../shared/pricing/review/group-lines.ts";
import { readingFinder } from "../../shared/pricing/review/readings.ts";
import { comparisonRows } from "./comparison-rows.ts";
import { asTabbedText, lineColumns } from "./line-columns.tsx";
import { lineRows } from "./line-rows.ts";
import { namesFrom } from "./names.ts";
import { lengthWords } from "./row-words.ts";

const book = bookSchema.parse({
  id: "lab",
  currency: "EUR",
  windowSets: [
    { id: "office", default: "off", windows: [{ window: "peak", from: "08:00", to: "18:00" }] },
  ],
  rules: [
    {
      id: "hours",
      title: "=Machine",
      kind: "usage",
      meter: "instance",
      windows: {
        set: "office",
        pricing: { peak: { shape: "unit", price: "3" }, off: { shape: "unit", price: "1" } },
      },
    },
  ],
});
const contract = contractSchema.parse({ account: "acme", start: "2026-01-01T00:00:00Z" });

function inputs(hours: Readonly<Record<string, number>>) {
  const segments = Object.entries(hours).map(([instance, length]) =>
    segmentSchema.parse({
      node: instance.split("#")[0],
      instance,
      meter: "instance",
      start: "2026-01-05T06:00:00Z",
      end: new Date(Date.UTC(2026, 0, 5, 6 + length)).toISOString(),
    }),
  );
  return { book, contract, segments, calendar: calendarFor(book, contract, segments) };
}

const actual = inputs({ "web#1": 4, "web#2": 3, db: 1 });
const lines = rate(book, contract, actual.segments, actual.calendar);
const names = namesFrom({});
const shown = {
  by: "node",
  currency: "EUR",
  names,
  readingsOf: readingFinder(actual),
  sorting: { column: "amount", descending: true, columns: lineColumns(lines, "node", "EUR") },
} as const;

function titles(turned: readonly string[]) {
  return lineRows(groupLines(lines, "node", "EUR"), { ...shown, turned: new Set(turned) }).map(
    ({ level, title, amount }) => `${level} ${title} ${amount}`.trim(),
  );
}

test("lines stand below their group, windows below their line, copies below those", () => {
  expect(titles([])).toEqual([
    "1 web 13.00",
    "2 =Machine 13.00",
    "1 db 1.00",
    "2 =Machine, off 1.00",
  ]);
  const row = lineRows(groupLines(lines, "node", "EUR"), { ...shown, turned: new Set() })[1]!;
  const peak = lines.find(({ window }) => window === "peak")!;
  expect(titles([row.key, `line ${peak.lineKey}`])).toEqual([
    "1 web 13.00",
    "2 =Machine 13.00",
    "3 off 4.00",
    "3 peak 9.00",
    "4 web#1",
    "4 web#2",
    "1 db 1.00",
    "2 =Machine, off 1.00",
  ]);
  expect(titles(["group web"])[1]).toBe("1 db 1.00");
});

test("what is copied holds exact numbers and no formula", () => {
  const rows = lineRows(groupLines(lines, "node", "EUR"), { ...shown, turned: new Set() });
  const text = asTabbedText(rows, "EUR").split("\n");
  expect(text[0]).toMatch(/Amount in EUR$/);
  expect(text[2]).toBe("'  =Machine\tweb\t2026-01\t7\tinstance-hour\t\t\t13.00");
});

test("projected against actual: everything first, each row with its steps and its outlook", () => {
  const planned = inputs({ "web#1": 2, spare: 1 });
  const rows = comparisonRows(variance(planned, actual), {
    by: "node",
    names,
    turned: new Set(["group web"]),
    outlooks: [{ title: "By the end", lines }],
    sorting: { column: "", descending: false, columns: [] },
  });
  const told = rows.map(({ level, title, waterfall, difference, outlooks }) => [
    `${level} ${title}`,
    waterfall.projected,
    waterfall.actual,
    difference,
    outlooks[0],
  ]);
  expect(told).toEqual([
    ["1 Everything", "3", "14", "11", "14"],
    ["1 db", "0", "1", "1", "1"],
    ["1 spare", "1", "0", "-1", "0"],
    ["1 web", "2", "13", "11", "13"],
    ["2 =Machine", "2", "13", "11", "13"],
  ]);
});

test("a length of time is said in whole words", () => {
  expect([30_000, 5_400_000, 90_000_000].map(lengthWords)).toEqual([
    "30 s",
    "1 h 30 min",
    "1 d 1 h",
  ]);
});

test("a bill says what its things are called; ids that it calls otherwise elsewhere stay ids by themselves", () => {
  const told = {
    environments: { a: "Mondays", b: "Tuesdays" },
    users: { u: "Ada" },
    nodes: { a: { n1: "Server", n2: "Disk" }, b: { n1: "Client", n2: "Disk" } },
  };
  const known = namesFrom({ told, environments: { a: "renamed since" } });
  const [line] = lines;
  const about = (environment: string): string => known.about({ ...line!, environment, node: "n1" });
  expect([about("a"), about("b"), about("c")]).toEqual(["Server", "Client", "n1"]);
  expect([known.node("n1"), known.node("n2")]).toEqual(["n1", "Disk"]);
  expect([known.environment("a"), known.group("user", "u")]).toEqual(["Mondays", "Ada"]);
});
