import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { packBatch } from "../../electron/daemon/metering/pack-batch.ts";
import { openStore, type StoreOptions } from "../../electron/daemon/store/index.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { reportedEventSchema, type ReportedEvent } from "../../shared/metering/meter-event.ts";
import { usageReportSchema } from "../../shared/metering/report.ts";
import { postgresObstacle, startPostgres, type PostgresServer } from "../support/postgres.ts";
import { newEnvironment, prepareStore, valueOf } from "../support/store-fixtures.ts";
import { median, rangeOf, type BenchResult, type BenchRow } from "./measure.ts";

// Events that are on the disk, once each, in a second: ours against one row an insert and against the database's
// own way of taking many at once, which knows nothing of duplicates and conflicts.

const ENVIRONMENTS = 100;
const PRODUCERS = 4;
/** One report of a producer, as it comes over the wire. */
const BATCH = 10_000;
const BATCHES = 3;
const EVENTS = PRODUCERS * BATCHES * BATCH;
const ONE_EACH = 500;
const RUNS = 3;
const T = Date.parse("2030-06-01T00:00:00Z");

interface Report {
  readonly producer: string;
  readonly events: readonly ReportedEvent[];
}

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "labwright-metering-"));
  folders.push(made);
  return made;
}

/** Counters of a few hundred machines, read again and again. */
function reports(): readonly Report[] {
  return Array.from({ length: BATCHES * PRODUCERS }, (_, number) => {
    const producer = number % PRODUCERS;
    const first = Math.floor(number / PRODUCERS) * BATCH;
    return {
      producer: `producer-${producer}`,
      events: Array.from({ length: BATCH }, (__, index) => eventOf(producer, first + index)),
    };
  });
}

function eventOf(producer: number, number: number): ReportedEvent {
  const environment = (number * PRODUCERS + producer) % ENVIRONMENTS;
  return reportedEventSchema.parse({
    eventId: `4f1c0f6e-${producer}-${String(number).padStart(9, "0")}`,
    seq: number + 1,
    managementId: `management-e${environment}`,
    instance: `web.${1 + (number % 3)}`,
    meterId: "network-in",
    kind: "counter",
    value: String(number * 1500),
    unit: "byte",
    at: new Date(T + number * 1000).toISOString(),
    bootId: "2030-05-31T22:10:04.123456789Z",
    monotonic: 6_596_000 + number * 1000,
  });
}

async function prepared(options: StoreOptions): Promise<Store> {
  const store = valueOf(await openStore(options));
  await prepareStore(store, {});
  await Promise.all(
    Array.from({ length: ENVIRONMENTS }, (_, index) =>
      store.createEnvironment(newEnvironment({ id: `e${index}` })),
    ),
  );
  return store;
}

/** What the daemon does with a report once its message is read: checks it, packs it, and has it on the disk. */
async function take(store: Store, { producer, events }: Report): Promise<number> {
  const { events: checked } = usageReportSchema.parse({ producer, events });
  const from = {
    tenant: "acme",
    producer,
    heartbeatSeconds: 60,
    receivedAt: new Date(T).toISOString(),
  };
  return (await store.recordUsage(packBatch(from, checked))).accepted;
}

/** All reports, two of them on their way at any time. */
async function takeAll(store: Store, all: readonly Report[]): Promise<number> {
  let accepted = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let report = all[next++]; report !== undefined; report = all[next++])
      accepted += await take(store, report);
  };
  await Promise.all([worker(), worker()]);
  return accepted;
}

/** The ids that a store has, for comparing. */
async function contents(store: Store): Promise<readonly string[]> {
  const readings = await store.meterReadings("acme", null);
  return readings
    .flatMap(({ events }) => events.map(({ producerId, eventId }) => `${producerId} ${eventId}`))
    .toSorted();
}

interface Rival {
  readonly insert: (all: readonly Report[]) => Promise<void>;
  readonly ids: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const COLUMNS =
  "producer, event_id, seq, management_id, instance, meter, kind, value, unit, at, boot, monotonic";
const TABLE = `CREATE TABLE plain (
  producer text NOT NULL, event_id text NOT NULL, seq bigint NOT NULL, management_id text NOT NULL,
  instance text NOT NULL, meter text NOT NULL, kind text NOT NULL, value text NOT NULL, unit text NOT NULL,
  at bigint NOT NULL, boot text NOT NULL, monotonic bigint, PRIMARY KEY (producer, event_id))`;

function columnsOf(producer: string, event: ReportedEvent): readonly (string | number | null)[] {
  const { eventId, seq, managementId, instance, meterId, kind, value, unit, at, bootId } = event;
  const texts = [producer, eventId, seq, managementId, instance, meterId, kind, value, unit];
  return [...texts, Date.parse(at), bootId, event.monotonic];
}

/** A table with a primary key, filled by a prepared statement; a transaction for each row, or for each report. */
function plainSqlite(each: "row" | "report"): Promise<Rival> {
  const database = new DatabaseSync(join(folder(), "plain.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec(TABLE);
  const marks = COLUMNS.split(",").map(() => "?");
  const insert = database.prepare(`INSERT INTO plain (${COLUMNS}) VALUES (${marks.join(", ")})`);
  const ids = database.prepare("SELECT producer || ' ' || event_id AS id FROM plain");
  return Promise.resolve({
    insert(all) {
      for (const { producer, events } of all) {
        if (each === "report") database.exec("BEGIN");
        for (const event of events) insert.run(...columnsOf(producer, event));
        if (each === "report") database.exec("COMMIT");
      }
      return Promise.resolve();
    },
    ids: () =>
      Promise.resolve(
        ids
          .all()
          .map(({ id }) => String(id))
          .toSorted(),
      ),
    close: () => Promise.resolve(database.close()),
  });
}

/** The same in PostgreSQL, where a report goes as one statement over arrays. */
async function plainPostgres(url: string, each: "row" | "report"): Promise<Rival> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(TABLE);
  const marks = COLUMNS.split(",").map((_, index) => `$${index + 1}`);
  const types = "text text bigint text text text text text text bigint text bigint".split(" ");
  const arrays = types.map((type, index) => `$${index + 1}::${type}[]`);
  return {
    async insert(all) {
      for (const { producer, events } of all) {
        const rows = events.map((event) => columnsOf(producer, event));
        if (each === "row")
          for (const row of rows)
            await client.query({
              name: "row",
              text: `INSERT INTO plain (${COLUMNS}) VALUES (${marks.join(", ")})`,
              values: [...row],
            });
        else
          await client.query({
            name: "report",
            text: `INSERT INTO plain (${COLUMNS}) SELECT * FROM unnest(${arrays.join(", ")})`,
            values: types.map((_, column) => rows.map((row) => row[column])),
          });
      }
    },
    async ids() {
      const { rows } = await client.query<{ id: string }>(
        "SELECT producer || ' ' || event_id AS id FROM plain",
      );
      return rows.map(({ id }) => id).toSorted();
    },
    close: () => client.end(),
  };
}

interface Timed {
  /** Events a second by the clock, in each run. */
  readonly wall: number[];
  /** Microseconds of this process's processors for each event, in each run. */
  readonly processor: number[];
}

async function timed(into: Timed, count: number, run: () => Promise<unknown>): Promise<void> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(before);
  into.wall.push((count / (performance.now() - began)) * 1000);
  into.processor.push((user + system) / count);
}

function nothing(): Timed {
  return { wall: [], processor: [] };
}

function rows(what: string, { wall, processor }: Timed, note = ""): readonly BenchRow[] {
  const runs = wall.length;
  return [
    { what, value: median(wall), unit: "/s", range: rangeOf(wall), runs, note },
    {
      what: `${what}: processor`,
      value: median(processor),
      unit: "µs each",
      range: rangeOf(processor),
      runs,
    },
  ];
}

interface Place {
  readonly name: string;
  readonly store: () => Promise<StoreOptions>;
  readonly plain: (each: "row" | "report") => Promise<Rival>;
}

/** The places to measure in, and the rows of each. */
async function measure({ name, store: place, plain }: Place): Promise<readonly BenchRow[]> {
  const all = reports();
  const few = [{ producer: "producer-0", events: all[0]!.events.slice(0, ONE_EACH) }];
  const [ours, again, mixed, one, bulk] = [nothing(), nothing(), nothing(), nothing(), nothing()];
  for (let run = 0; run < RUNS; run++) {
    const store = await prepared(await place());
    await timed(ours, EVENTS, () => takeAll(store, all));
    await timed(again, EVENTS, () => takeAll(store, all));
    const rival = await plain("report");
    await timed(bulk, EVENTS, () => rival.insert(all));
    if (run === 0) sameOrThrow(await contents(store), await rival.ids());
    await rival.close();
    await store.close();
    const half = await prepared(await place());
    // Every report has half of the one before in it again.
    await timed(mixed, EVENTS, () => takeAll(half, overlapping(all)));
    if (run === 0) sameOrThrow(await contents(half), await contents(half));
    await half.close();
    const slow = await plain("row");
    await timed(one, ONE_EACH, () => slow.insert(few));
    await slow.close();
  }
  const ratio = (a: Timed, b: Timed): number => median(a.wall) / median(b.wall);
  return [
    ...rows(`${name}: new events`, ours, "checked, packed, idempotent, on the disk"),
    ...rows(`${name}: all of them again`, again, "nothing is stored"),
    ...rows(`${name}: every second one for the second time`, mixed),
    ...rows(`${name}: plain, a row an insert`, one),
    ...rows(`${name}: plain, bulk insert`, bulk, "the limit: not checked, duplicates fail"),
    { what: `${name}: ours against a row an insert`, value: ratio(ours, one), unit: "×" },
    { what: `${name}: ours against bulk insert`, value: ratio(ours, bulk), unit: "×" },
  ];
}

/** As many events, half of which came with the report before. */
function overlapping(all: readonly Report[]): readonly Report[] {
  return all.map(({ producer, events }, index) => {
    const before = all[index - PRODUCERS]?.events ?? events;
    return {
      producer,
      events: [...before.slice(BATCH / 2), ...events.slice(0, BATCH / 2)],
    };
  });
}

function sameOrThrow(ours: readonly string[], theirs: readonly string[]): void {
  if (ours.length !== theirs.length || ours.some((id, index) => id !== theirs[index]))
    throw new Error(`${ours.length} events are stored, and ${theirs.length} otherwise`);
}

/** Durable, idempotent intake of usage. */
export async function bench(): Promise<BenchResult> {
  let server: PostgresServer | null = null;
  try {
    const sqlite = await measure({
      name: "SQLite",
      store: () => Promise.resolve({ dataDirectory: folder() }),
      plain: plainSqlite,
    });
    if (postgresObstacle() !== null) return { name: NAME, rows: sqlite };
    server = await startPostgres({ flushing: true });
    const createDatabase = server.createDatabase.bind(server);
    const postgres = await measure({
      name: "PostgreSQL",
      store: async () => ({ dataDirectory: "", database: await createDatabase() }),
      plain: async (each) => plainPostgres(await createDatabase(), each),
    });
    return { name: NAME, rows: [...sqlite, ...postgres] };
  } finally {
    await server?.stop();
    for (const path of folders) rmSync(path, { recursive: true, force: true });
  }
}

const NAME = "Metering: events taken";
