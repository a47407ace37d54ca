import { DatabaseSync } from "node:sqlite";
import type { Calendar } from "../../shared/pricing/engine/calendar.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";

/** A total in millionths of a cent of the currency's unit: what both ways of rating have to agree on. */
export interface Total {
  readonly period: string;
  readonly window: string;
  readonly band: number;
  /** Level in hundredths × milliseconds. */
  readonly quantity: bigint;
}

/** The rows of a meter, the calendar and the bands as tables, and the rating of them as one statement. */
export function ratingInSql(
  segments: readonly Segment[],
  calendar: Calendar,
  bounds: readonly bigint[],
): { rate(): readonly Total[]; close(): void } {
  const database = new DatabaseSync(":memory:");
  database.exec(`
    CREATE TABLE segment (
      node TEXT, instance TEXT, item TEXT, level INTEGER, start INTEGER, stop INTEGER);
    CREATE TABLE span (period TEXT, window TEXT, start INTEGER, stop INTEGER);
    CREATE TABLE band (band INTEGER, low INTEGER, high INTEGER);
  `);
  database.exec("BEGIN");
  const add = database.prepare("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?)");
  for (const { node, instance, item, level, start, end } of segments)
    add.run(
      node,
      instance ?? node,
      item,
      Math.round(Number(level) * 100),
      Date.parse(start),
      Date.parse(end ?? ""),
    );
  addSpans(database, calendar);
  const bands = database.prepare("INSERT INTO band VALUES (?, ?, ?)");
  for (const [at, high] of bounds.entries()) bands.run(at, bounds[at - 1] ?? 0n, high);
  database.exec("COMMIT");
  database.exec("CREATE INDEX by_instance ON segment (instance, start)");
  database.exec("CREATE INDEX by_time ON span (start, stop)");
  database.exec("ANALYZE");
  const rating = database.prepare(STATEMENT);
  rating.setReadBigInts(true);
  return {
    rate: () =>
      rating.all().map((row) => ({
        period: String(row.period),
        window: String(row.window),
        band: Number(row.band),
        quantity: row.quantity as bigint,
      })),
    close: () => database.close(),
  };
}

/** Where a month and a rate window are both the same. */
function addSpans(database: DatabaseSync, { months, windows }: Calendar): void {
  const add = database.prepare("INSERT INTO span VALUES (?, ?, ?, ?)");
  for (const month of months)
    for (const one of windows.office ?? []) {
      const [start, stop] = [Math.max(month.start, one.start), Math.min(month.end, one.end)];
      if (start < stop) add.run(month.label, one.window, start, stop);
    }
}

/**
 * What the engine does, as a set: reports that were told twice count once; those of one run that touch are one run;
 * runs are lengthened to whole minutes, then cut at months and rate windows, added up, and divided among bands.
 */
const STATEMENT = `
  WITH told AS (SELECT DISTINCT instance, level, start, stop FROM segment),
  marked AS (
    SELECT *, start <> LAG(stop, 1, -1) OVER (PARTITION BY instance ORDER BY start) AS begins
    FROM told),
  numbered AS (
    SELECT *, SUM(begins) OVER (PARTITION BY instance ORDER BY start) AS run FROM marked),
  sized AS (
    SELECT *, MIN(start) OVER w AS run_start, MAX(stop) OVER w AS run_stop FROM numbered
    WINDOW w AS (PARTITION BY instance, run)),
  counted AS (
    SELECT level, start,
      CASE WHEN stop = run_stop
        THEN run_start + (run_stop - run_start + 59999) / 60000 * 60000
        ELSE stop END AS stop
    FROM sized),
  sliced AS (
    SELECT span.period, span.window,
      counted.level * (MIN(counted.stop, span.stop) - MAX(counted.start, span.start)) AS quantity
    FROM counted JOIN span ON span.start < counted.stop AND span.stop > counted.start),
  total AS (SELECT period, window, SUM(quantity) AS quantity FROM sliced GROUP BY 1, 2)
  SELECT period, window, band, MIN(quantity, high) - low AS quantity
  FROM total JOIN band ON quantity > low
  ORDER BY period, window, band`;
