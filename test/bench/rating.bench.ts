import { isDeepStrictEqual } from "node:util";
import { Decimal } from "../../shared/base/money.ts";
import { calendarFor } from "../../shared/pricing/engine/calendar.ts";
import { contractSchema } from "../../shared/pricing/engine/contract.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { rate } from "../../shared/pricing/engine/rate.ts";
import { tableOf } from "../../shared/pricing/engine/table/usage-table.ts";
import { segmentSchema, type Segment } from "../../shared/pricing/engine/segments.ts";
import { seeded } from "../support/seeded.ts";
import { bandedBook } from "./banded-book.ts";
import { liveRows } from "./live-charge.ts";
import { median, type BenchResult, type BenchRow } from "./measure.ts";
import { monthRows } from "./rating-live.ts";
import { ratingInSql, type Total } from "./rating-sql.ts";

const SEGMENTS = 100_000;
const INSTANCES = 500;
const HOUR = 3_600_000;
const BOUNDS = [5_000, 20_000] as const;
const PRICES = ["0.0425", "0.0391", "0.034"] as const;
/** A quantity in SQL is in hundredths and milliseconds, one of the engine's in hours. */
const PER_HOUR = 100n * BigInt(HOUR);

const book = bandedBook({
  bounds: BOUNDS.map(String),
  prices: { peak: PRICES.map((unit) => new Decimal(unit).plus("0.01").toFixed()), off: PRICES },
  settings: { quantum: { rule: "started-minutes" } },
});

const contract = contractSchema.parse({
  account: "acme",
  billingZone: "Europe/Berlin",
  start: "2026-10-01T00:00:00Z",
});

/** Not counted: until the machine code is there. SQL has none to wait for. */
const FIRST_RUNS = 20;
const RUNS = 9;

/**
 * Half a month of a lab, rated in full by the engine and by one SQL statement over the same rows. SQL has them as
 * integers in a table with an index; the engine as columns of a table, too, and as the reports that one is made of.
 */
export async function bench(): Promise<BenchResult> {
  const segments = lab();
  const calendar = calendarFor(book, contract, segments);
  const limits = [...BOUNDS, 1_000_000_000].map((hours) => BigInt(hours) * PER_HOUR);
  const sql = ratingInSql(segments, calendar, limits);
  const table = tableOf(segments);
  const ofTable = (): readonly RatedLine[] => rate(book, contract, table, calendar);
  const ofSegments = (): readonly RatedLine[] => rate(book, contract, segments, calendar);
  const theirs = sqlAmounts(sql.rate());
  for (const lines of [ofTable(), ofSegments()]) {
    const mine = amountsOf(lines);
    if (!isDeepStrictEqual(mine, theirs))
      throw new Error(`not the same: ${JSON.stringify([mine, theirs])}`);
  }
  for (let run = 0; run < FIRST_RUNS; run += 1) ofTable();
  const [columns, reports, other] = inTurns([ofTable, ofSegments, () => sql.rate()]);
  sql.close();
  const note = `${segments.length.toLocaleString("en")} rows, all ${ofTable().length} lines; ${theirs.length} equal totals`;
  return {
    name: "Rating",
    rows: [
      row("rated in full, from rows in columns", columns, note),
      row("rated in full, from segment objects", reports, "instants and numbers as text"),
      row("rated by SQLite", other, "one statement, in memory, indexed and analysed"),
      over("from columns over SQL", columns, other),
      over("from objects over SQL", reports, other),
      {
        what: "rows rated a second",
        value: segments.length / (median(columns) / 1000),
        unit: "/s",
      },
      ...monthRows(),
      ...(await liveRows()),
    ],
  };
}

function row(what: string, times: readonly number[], note: string): BenchRow {
  const range = [Math.min(...times), Math.max(...times)] as const;
  return { what, value: median(times), unit: "ms", range, runs: times.length, note };
}

function over(what: string, own: readonly number[], other: readonly number[]): BenchRow {
  const note = "processor time in the same run, equal to a millionth";
  return { what, value: median(other) / median(own), unit: "×", note };
}

/** Processor time of each, one after the other. */
function inTurns<const W extends readonly (() => unknown)[]>(
  work: W,
): { readonly [At in keyof W]: readonly number[] } {
  const times = work.map((): number[] => []);
  for (let run = 0; run < RUNS; run += 1)
    for (const [at, one] of work.entries()) {
      const before = process.cpuUsage();
      one();
      const { user, system } = process.cpuUsage(before);
      times[at]?.push((user + system) / 1000);
    }
  return times as { [At in keyof W]: number[] };
}

/** Runs of machines, told by the hour; every tenth report is told twice. */
function lab(): readonly Segment[] {
  const random = seeded(7);
  const begin = Date.parse("2026-10-01T00:00:00Z");
  const list: Segment[] = [];
  const free = Array.from({ length: INSTANCES }, () => begin);
  while (list.length < SEGMENTS) {
    const at = Math.floor(random() * INSTANCES);
    let start = (free[at] ?? begin) + Math.ceil(random() * 6 * HOUR);
    const end = start + Math.ceil(random() * 8 * HOUR);
    const level = String(1 + Math.floor(random() * 3));
    while (start < end) {
      const next = Math.min(end, start + HOUR);
      list.push(report(at, level, start, next));
      if (random() < 0.1) list.push(report(at, level, start, next));
      start = next;
    }
    free[at] = end + HOUR;
  }
  return list;
}

function report(at: number, level: string, start: number, end: number): Segment {
  const [from, to] = [new Date(start).toISOString(), new Date(end).toISOString()];
  const node = `node-${at % 50}`;
  return segmentSchema.parse({
    node,
    instance: `${node}.${at}`,
    meter: "instance",
    item: "small",
    level,
    start: from,
    end: to,
  });
}

type Amount = readonly [what: string, amount: string];

/** To the millionth of a unit of money. */
function micros(amount: Decimal): string {
  return amount.toFixed(6);
}

/** What the lines of all nodes come to, by month, window and band. */
function amountsOf(lines: readonly RatedLine[]): readonly Amount[] {
  const sums = new Map<string, Decimal>();
  for (const { period, window, band, net } of lines) {
    const key = `${period} ${window} ${Number.parseFloat(band)}`;
    sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(net));
  }
  return [...sums]
    .map(([key, sum]): Amount => [key, micros(sum)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function sqlAmounts(totals: readonly Total[]): readonly Amount[] {
  return totals
    .map(({ period, window, band, quantity }): Amount => {
      const price = new Decimal(PRICES[band as 0 | 1 | 2]).plus(window === "peak" ? "0.01" : "0");
      const hours = new Decimal(quantity.toString()).dividedBy(PER_HOUR.toString());
      return [
        `${period} ${window} ${BOUNDS[(band - 1) as 0 | 1] ?? 0}`,
        micros(hours.times(price)),
      ];
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
