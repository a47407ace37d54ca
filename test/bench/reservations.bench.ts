import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { openStore } from "../../electron/daemon/store/index.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { seededRandom } from "../../shared/base/seeded-random.ts";
import { toInstant } from "../../shared/base/clock.ts";
import type { Claim } from "../../shared/pool/pool.ts";
import { ClaimIndex } from "../../shared/reservations/claim-index.ts";
import { postgresObstacle, startPostgres } from "../support/postgres.ts";
import { valueOf } from "../support/store-fixtures.ts";
import { fillClaims, type RawClaim } from "../support/many-claims.ts";
import { interleaved, timeOf, type BenchResult, type BenchRow } from "./measure.ts";

const RESERVATIONS = 100_000;
const HOSTS = 500;
const PARTS = ["cores", "memoryMiB", "diskGiB"] as const;
const CAPACITY = 64;
const QUESTIONS = 20;
const HOUR = 3_600_000;
const BEGIN = Date.parse("2030-01-01T00:00:00Z");
const YEAR = 365 * 24 * HOUR;

interface Question {
  readonly claims: readonly Claim[];
  readonly from: number;
  readonly to: number;
}

/** A year of reservations of up to twelve hours, each of two hosts' parts, and what is asked about it. */
function someYear(): { claims: readonly RawClaim[]; questions: readonly Question[] } {
  const random = seededRandom(7);
  const pick = (most: number): number => Math.floor(random.next() * most);
  const partsOf = (host: number): readonly string[] =>
    PARTS.map((part) => `pool/host/${host % HOSTS}/${part}`);
  const claims = Array.from({ length: RESERVATIONS }, (_, holder) => {
    const start = BEGIN + pick(YEAR / HOUR) * HOUR;
    const time = { start, end: start + (1 + pick(12)) * HOUR, holder: `r${holder}` };
    const first = pick(HOSTS);
    return [first, first + 1 + pick(HOSTS - 2)].flatMap((host) =>
      partsOf(host).map((resource) => Object.assign({ resource, quantity: 1 + pick(4) }, time)),
    );
  }).flat();
  const questions = Array.from({ length: QUESTIONS }, () => {
    const from = BEGIN + pick(YEAR / HOUR) * HOUR;
    const first = pick(HOSTS);
    const wanted = [0, 7, 14, 21].flatMap((step) =>
      partsOf(first + step).map((resource) => ({ resource, quantity: CAPACITY - pick(8) })),
    );
    return { claims: wanted, from, to: from + (1 + pick(24)) * HOUR };
  });
  return { claims, questions };
}

interface Row {
  readonly resource: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly quantity: number;
}

/** The first of what is wanted for which these leave too little. */
function obstacleIn(rows: readonly Row[], { claims }: Question): string | null {
  const byResource = Map.groupBy(rows, ({ resource }) => resource);
  const obstacle = claims.find(({ resource, quantity }) => {
    const changes = (byResource.get(resource) ?? [])
      .flatMap((row) => [
        { at: row.start_at, change: row.quantity },
        { at: row.end_at, change: -row.quantity },
      ])
      .sort((a, b) => a.at - b.at || a.change - b.change);
    let [level, most] = [0, 0];
    for (const { change } of changes) {
      level += change;
      most = Math.max(most, level);
    }
    return most + quantity > CAPACITY;
  });
  return obstacle?.resource ?? null;
}

type Ask = (question: Question) => Promise<string | null>;

/** As the daemon did before it had an index: all that is held of the pool in that window. */
function askStore(store: Store): Ask {
  return async (question) => {
    const window = { start: toInstant(question.from), end: toInstant(question.to) };
    const held = await store.holdings("pool", window, toInstant(BEGIN - YEAR));
    const rows = held.map(({ resource, quantity, window: at }) => ({
      resource,
      quantity,
      start_at: Date.parse(at.start),
      end_at: Date.parse(at.end),
    }));
    return obstacleIn(rows, question);
  };
}

const NARROW = "SELECT resource, start_at, end_at, quantity FROM claims WHERE start_at <";

/** The least that one can ask: one prepared statement about these resources alone, in this process. */
function askSqlite(database: DatabaseSync): Ask {
  const marks = Array.from({ length: 12 }, () => "?").join(", ");
  const statement = database.prepare(`${NARROW} ? AND end_at > ? AND resource IN (${marks})`);
  return (question) => {
    const names = question.claims.map(({ resource }) => resource);
    const rows = statement.all(question.to, question.from, ...names);
    return Promise.resolve(obstacleIn(rows as unknown as Row[], question));
  };
}

function askPostgres(client: pg.Client): Ask {
  return async (question) => {
    const names = question.claims.map(({ resource }) => resource);
    const text = `${NARROW} $1 AND end_at > $2 AND resource = ANY($3)`;
    const query = { name: "narrow", text, values: [question.to, question.from, names] };
    // 64-bit numbers come as text from a plain client.
    const { rows } = await client.query<Record<keyof Row, string>>(query);
    return obstacleIn(
      rows.map(({ resource, start_at, end_at, quantity }) => ({
        resource,
        start_at: Number(start_at),
        end_at: Number(end_at),
        quantity: Number(quantity),
      })),
      question,
    );
  };
}

async function askAll(ask: Ask, questions: readonly Question[]): Promise<(string | null)[]> {
  const answers: (string | null)[] = [];
  for (const question of questions) answers.push(await ask(question));
  return answers;
}

/** Does it fit then? Answered by the daemon's index, and by asking each store anew. */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), "labwright-bench-"));
  const server = postgresObstacle() === null ? await startPostgres() : null;
  const { claims, questions } = someYear();
  const closing: (() => unknown)[] = [];
  try {
    const index = new ClaimIndex();
    for (const [holder, own] of Map.groupBy(claims, (claim) => claim.holder))
      index.set(holder, own);
    const byIndex: Ask = ({ claims: wanted, from, to }) =>
      Promise.resolve(
        index.obstacle(wanted, { from, to }, () => CAPACITY, BEGIN - YEAR)?.resource ?? null,
      );
    const asks: Record<string, Ask> = { index: byIndex };
    await fillClaims({ dataDirectory: folder }, claims, CAPACITY);
    const database = new DatabaseSync(join(folder, "labwright.sqlite"), { readOnly: true });
    closing.push(() => database.close());
    asks["SQLite, one statement in this process"] = askSqlite(database);
    const store = valueOf(await openStore({ dataDirectory: folder }));
    closing.push(() => store.close());
    asks["SQLite, the store's holdings"] = askStore(store);
    const url = await server?.createDatabase();
    if (url !== undefined) {
      await fillClaims({ dataDirectory: "", database: url }, claims, CAPACITY);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      closing.push(() => client.end());
      asks["PostgreSQL, one statement"] = askPostgres(client);
      const shared = valueOf(await openStore({ dataDirectory: "", database: url }));
      closing.push(() => shared.close());
      asks["PostgreSQL, the store's holdings"] = askStore(shared);
    }
    const rows = await interleaved(
      Object.fromEntries(
        Object.entries(asks).map(([name, ask]) => [
          `${name}, ${QUESTIONS} questions`,
          () => askAll(ask, questions),
        ]),
      ),
      { runs: 5 },
    );
    const name = "Reservations: does it fit then, beside 100,000";
    return { name, rows: [...rows, ...(await alone(index))] };
  } finally {
    for (const close of closing) await close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the index does besides. */
async function alone(index: ClaimIndex): Promise<readonly BenchRow[]> {
  const wanted = [{ resource: "pool/host/1/cores", quantity: CAPACITY - 1 }];
  const search = { from: BEGIN, latest: BEGIN + YEAR, length: 240 * HOUR };
  return [
    await timeOf("index, earliest ten days in a year", () =>
      index.earliest(wanted, search, () => CAPACITY),
    ),
    await timeOf("index, one reservation in and out", () => {
      index.set("new", [
        { resource: "pool/host/1/cores", quantity: 1, start: BEGIN, end: BEGIN + HOUR },
      ]);
      index.set("new", []);
    }),
  ];
}
