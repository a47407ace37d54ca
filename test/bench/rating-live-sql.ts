import { DatabaseSync } from "node:sqlite";
import type { Calendar, Span } from "../../shared/pricing/engine/calendar.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";

/** What a tenant has used of a band in a window, in hundredths × milliseconds. */
export interface BandTotal {
  readonly window: string;
  readonly band: number;
  readonly quantity: bigint;
}

/**
 * A month to date in SQL, as fast as we could write it. Reports replace each other by their key; what goes on has no
 * stop. Instead of a join with the rate windows each report looks up how much peak time there was before its two
 * ends: two seeks in a small table, and the difference is its time in peak.
 */
export function monthInSql(
  month: Span,
  calendar: Calendar,
  bounds: readonly bigint[],
): {
  tell(tenant: number, segment: Segment): void;
  totals(tenant: number, now: number): readonly BandTotal[];
  close(): void;
} {
  const database = new DatabaseSync(":memory:");
  database.exec(`
    CREATE TABLE segment (
      tenant INTEGER, instance TEXT, start INTEGER, stop INTEGER, level INTEGER,
      PRIMARY KEY (tenant, instance, start)) WITHOUT ROWID;
    CREATE TABLE edge (since INTEGER PRIMARY KEY, before INTEGER, peak INTEGER);
    CREATE TABLE band (band INTEGER PRIMARY KEY, low INTEGER, high INTEGER);
  `);
  const edge = database.prepare("INSERT INTO edge VALUES (?, ?, ?)");
  let before = 0;
  for (const { start, end, window } of calendar.windows.office ?? []) {
    const peak = window === "peak" ? 1 : 0;
    edge.run(start, before, peak);
    before += peak * (end - start);
  }
  const band = database.prepare("INSERT INTO band VALUES (?, ?, ?)");
  for (const [at, high] of bounds.entries()) band.run(at, bounds[at - 1] ?? 0n, high);
  database.exec("ANALYZE");
  const tell = database.prepare("INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?, ?)");
  const totals = database.prepare(STATEMENT);
  totals.setReadBigInts(true);
  return {
    tell: (tenant, { node, instance, start, end, level }) => {
      const stop = typeof end === "string" ? Date.parse(end) : null;
      const hundredths = Math.round(Number(level) * 100);
      tell.run(tenant, instance ?? node, Date.parse(start), stop, hundredths);
    },
    totals: (tenant, now) =>
      totals.all(month.start, now, Math.min(now, month.end), tenant).map((row) => ({
        window: String(row.window),
        band: Number(row.band),
        quantity: row.quantity as bigint,
      })),
    close: () => database.close(),
  };
}

const PEAK_BEFORE = (at: string): string =>
  `(SELECT before + peak * (${at} - since) FROM edge WHERE since <= ${at} ORDER BY since DESC LIMIT 1)`;

const STATEMENT = `
  WITH used AS (
    SELECT level, MAX(start, ?1) AS start, MIN(COALESCE(stop, ?2), ?3) AS stop
    FROM segment WHERE tenant = ?4),
  timed AS (
    SELECT level * (${PEAK_BEFORE("stop")} - ${PEAK_BEFORE("start")}) AS peak,
      level * (stop - start) AS whole
    FROM used WHERE start < stop),
  summed AS (SELECT SUM(peak) AS peak, SUM(whole) - SUM(peak) AS off FROM timed),
  total AS (
    SELECT 'peak' AS window, peak AS quantity FROM summed UNION ALL SELECT 'off', off FROM summed)
  SELECT window, band, MIN(quantity, high) - low AS quantity
  FROM total JOIN band ON quantity > low
  ORDER BY window, band`;
