import { isDeepStrictEqual } from "node:util";
import { Decimal } from "../../shared/base/money.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { expandCalendar } from "../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { openRating } from "../../shared/pricing/engine/open/open-rating.ts";
import { segmentSchema, type Segment } from "../../shared/pricing/engine/segments.ts";
import { seeded } from "../support/seeded.ts";
import { BOUNDS, book, contract, month, PRICES } from "./banded-book.ts";
import { median, type BenchRow } from "./measure.ts";
import { monthInSql, type BandTotal } from "./rating-live-sql.ts";

const HOUR = 3_600_000;
const TENANTS = 3;
const INSTANCES = 100;
/** Of each by the hour: on the 9th day of the month, and on the 29th. */
const REPORTS = [200, 690] as const;
const ROUNDS = 150;
/** So many events are told to the one, then to the other: neither finds the processor's memory full of the other's. */
const TOGETHER = 50;
/** Not counted: until the machine code is there. SQL has none to wait for, and is told these without being asked. */
const FIRST_ROUNDS = 600;
/** A quantity in SQL is in hundredths and milliseconds, one of the engine's in hours. */
const PER_HOUR = 100n * BigInt(HOUR);
const calendar = expandCalendar(book, contract, month);

/** What is asked again and again while a lab runs, in the same run as SQL does it. */
export function monthRows(): readonly BenchRow[] {
  return REPORTS.flatMap(monthToDate);
}

/**
 * The month to date of a tenant, after each event of some tenants. Both are told the event and asked for all totals, as
 * a live charge is: SQL adds its rows up again, the engine has kept the sums. Every answer is compared before it counts.
 */
function monthToDate(hours: number): readonly BenchRow[] {
  const random = seeded(11);
  const bounds = [...BOUNDS, "1000000000"].map((hours) => BigInt(hours) * PER_HOUR);
  const sql = monthInSql(month, calendar, bounds);
  const tenants = Array.from({ length: TENANTS }, () => openRating(book, contract, calendar));
  const told = tenants.map(() => reports(random, hours));
  for (const [tenant, list] of told.entries())
    for (const segment of list) {
      tenants[tenant]?.add(segment);
      sql.tell(tenant, segment);
    }
  let at = month.start + (hours + 1) * HOUR;
  let begun = at;
  const times: [own: number[], other: number[]] = [[], []];
  const next = (round: number) => {
    // A machine of one tenant starts, and the next time it stops.
    const tenant = (round >> 1) % TENANTS;
    const isStart = round % 2 === 0;
    at += Math.ceil(random() * 60_000);
    if (isStart) begun = at;
    const event = report((round >> 1) % INSTANCES, "1.5", begun, isStart ? null : at);
    return { tenant, event, now: at + 1000 };
  };
  for (let round = 0; round < FIRST_ROUNDS + ROUNDS; round += TOGETHER) {
    const isCounted = round >= FIRST_ROUNDS;
    const events = Array.from({ length: TOGETHER }, (_, more) => next(round + more));
    const mine = events.map(({ tenant, event, now }) =>
      timed(isCounted ? times[0] : [], () => {
        tenants[tenant]?.add(event);
        return tenants[tenant]?.lines(now) ?? [];
      }),
    );
    for (const [index, { tenant, event, now }] of events.entries()) {
      if (!isCounted) {
        sql.tell(tenant, event);
        continue;
      }
      const theirs = timed(times[1], () => {
        sql.tell(tenant, event);
        return sql.totals(tenant, now);
      });
      const [a, b] = [amountsOf(mine[index] ?? []), sqlAmounts(theirs)];
      if (!isDeepStrictEqual(a, b)) throw new Error(`not the same: ${JSON.stringify([a, b])}`);
    }
  }
  sql.close();
  const rows = (INSTANCES * hours).toLocaleString("en");
  const lines = tenants[0]?.lines(at + 2000).length ?? 0;
  const [own, other] = times.map(median) as [number, number];
  return [
    row(
      "month to date after events, kept open",
      times[0],
      `all ${lines} lines of one of ${TENANTS} tenants`,
    ),
    row(
      "the same, asked in SQL",
      times[1],
      `${rows} rows of it, by key, no join; equal to a millionth, each time`,
    ),
    {
      what: "kept open over SQL",
      value: other / own,
      unit: "×",
      note: "each told one event and asked all totals: SQL adds up its rows anew, the engine has kept the sums",
    },
  ];
}

/** Machines that are told of by the hour, more or less, and some of them twice. */
function reports(random: () => number, hours: number): readonly Segment[] {
  const list: Segment[] = [];
  for (let at = 0; at < INSTANCES; at += 1)
    for (let hour = 0; hour < hours; hour += 1) {
      const start = month.start + hour * HOUR;
      const end = start + HOUR - (random() < 0.3 ? Math.ceil(random() * HOUR * 0.9) : 0);
      const level = String(1 + Math.floor(random() * 3));
      list.push(report(at, level, start, end));
      if (random() < 0.1) list.push(report(at, level, start, end));
    }
  // In the order in which they are told.
  return list.toSorted((a, b) => ((a.end ?? "") < (b.end ?? "") ? -1 : 1));
}

function report(at: number, level: string, start: number, end: number | null): Segment {
  return segment({ node: `node-${at % 20}`, instance: `node-${at % 20}.${at}`, level }, start, end);
}

function segment(what: object, start: number, end: number | null): Segment {
  const until = end === null ? null : toInstant(end);
  const use = { meter: "instance", item: "small" };
  return segmentSchema.parse({ ...what, ...use, start: toInstant(start), end: until });
}

function timed<T>(times: number[], work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
  return result;
}

function row(what: string, times: readonly number[], note: string): BenchRow {
  const range = [Math.min(...times), Math.max(...times)] as const;
  return { what, value: median(times), unit: "ms", range, runs: times.length, note };
}

type Amounts = Readonly<Record<string, string>>;

/** By window and band, to the millionth. */
function amountsOf(lines: readonly RatedLine[]): Amounts {
  const sums = new Map<string, Decimal>();
  for (const { window, band, net } of lines) {
    const key = `${window} ${Number.parseFloat(band)}`;
    sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(net));
  }
  return micros(sums);
}

function sqlAmounts(totals: readonly BandTotal[]): Amounts {
  return micros(
    totals.map(({ window, band, quantity }) => {
      const price = PRICES[window === "peak" ? "peak" : "off"][band as 0 | 1 | 2];
      const hours = new Decimal(quantity.toString()).dividedBy(PER_HOUR.toString());
      return [`${window} ${BOUNDS[(band - 1) as 0 | 1] ?? 0}`, hours.times(price)] as const;
    }),
  );
}

function micros(sums: Iterable<readonly [string, Decimal]>): Amounts {
  const sorted = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, sum]) => [key, sum.toFixed(6)]));
}
