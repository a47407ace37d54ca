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
import { interleaved, median, timeOf, type BenchResult, type BenchRow } from "./measure.ts";

const RESERVATIONS = 100_000;
const HOSTS = 500;
const PARTS = ["cores", "memoryMiB", "diskGiB"] as const;
const CAPACITY = 64;
/** So little that nearly everything is full at some time of the year, and each question needs a look at when. */
const SCARCE = 10;
/** Each is asked as many as it answers in about a second. */
const QUESTIONS = { inProcess: 5000, overTheWire: 400, wholePool: 20 };
const HOUR = 3_600_000;
const BEGIN = Date.parse("2030-01-01T00:00:00Z");
const YEAR = 365 * 24 * HOUR;

interface Question {
  readonly claims: readonly Claim[];
  readonly from: number;
  readonly to: number;
}

/** Of each thing that is wanted, in order: how much of it there is left all through the time. */
type Answer = readonly number[];

/**
 * A year of reservations of up to twelve hours, each of two hosts' parts, some of which should have been over;
 * and what is asked about it: may four hosts' parts be had then? One time in ten that is from now on.
 */
function someYear(): { claims: readonly RawClaim[]; questions: readonly Question[] } {
  const random = seededRandom(7);
  const pick = (most: number): number => Math.floor(random.next() * most);
  const partsOf = (host: number): readonly string[] =>
    PARTS.map((part) => `pool/host/${host % HOSTS}/${part}`);
  const claims = Array.from({ length: RESERVATIONS }, (_, holder) => {
    const start = BEGIN + (pick(YEAR / HOUR) - 2) * HOUR;
    const time = { start, end: start + (1 + pick(12)) * HOUR, holder: `r${holder}` };
    const first = pick(HOSTS);
    return [first, first + 1 + pick(HOSTS - 2)].flatMap((host) =>
      partsOf(host).map((resource) => Object.assign({ resource, quantity: 1 + pick(4) }, time)),
    );
  }).flat();
  const questions = Array.from({ length: QUESTIONS.inProcess }, () => {
    const from = pick(10) === 0 ? BEGIN : BEGIN + pick(YEAR / HOUR) * HOUR;
    const first = pick(HOSTS);
    const wanted = [0, 7, 14, 21].flatMap((step) =>
      partsOf(first + step).map((resource) => ({ resource, quantity: 1 + pick(8) })),
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
  readonly capacity: number;
}

/** What these leave of each thing: the guard's rule, by the plainest sweep. */
function leftBy(rows: readonly Row[], { claims }: Question): Answer {
  const byResource = Map.groupBy(rows, ({ resource }) => resource);
  return claims.map(({ resource }) => {
    const own = byResource.get(resource) ?? [];
    const changes = own
      .flatMap((row) => [
        { at: row.start_at, change: row.quantity },
        { at: Math.max(row.end_at, BEGIN + 1), change: -row.quantity },
      ])
      .sort((a, b) => a.at - b.at || a.change - b.change);
    let [level, most] = [0, 0];
    for (const { change } of changes) {
      level += change;
      most = Math.max(most, level);
    }
    return (own[0]?.capacity ?? 0) - most;
  });
}

type Ask = (question: Question) => Answer | Promise<Answer>;

function askIndex(index: ClaimIndex): Ask {
  const capacities = new Map([...index.resources()].map((resource) => [resource, CAPACITY]));
  return ({ claims, from, to }) => {
    const time = { from, to };
    return claims.map(
      ({ resource }) => (capacities.get(resource) ?? 0) - index.peak(resource, time, BEGIN),
    );
  };
}

/** As the daemon did before it had an index: all that is held of the pool in that window. */
function askStore(store: Store): Ask {
  return async (question) => {
    const window = { start: toInstant(question.from), end: toInstant(question.to) };
    const held = await store.holdings("pool", window, toInstant(BEGIN));
    const rows = held.map(({ resource, quantity, window: at }) => ({
      resource,
      quantity,
      start_at: Date.parse(at.start),
      end_at: Date.parse(at.end),
      capacity: CAPACITY,
    }));
    const none = new Map(rows.map((row) => [row.resource, row]));
    return leftBy(rows, question).map((left, place) =>
      none.has(question.claims[place]?.resource ?? "") ? left : CAPACITY,
    );
  };
}

/** A thing of which nobody has anything has a row too, for its capacity. */
const narrow = (greatest: string, isOne: string, [to, now, from]: readonly string[]): string =>
  `SELECT id AS resource, capacity, coalesce(start_at, 0) AS start_at, coalesce(end_at, 0) AS end_at,
     coalesce(quantity, 0) AS quantity
   FROM resources LEFT JOIN claims ON claims.resource = resources.id
     AND start_at < ${to} AND ${greatest}(end_at, ${now} + 1) > ${from}
   WHERE resources.id ${isOne}`;

/** The least that one can ask: one prepared statement about these resources alone, in this process. */
function askSqlite(database: DatabaseSync): Ask {
  const marks = Array.from({ length: 12 }, () => "?").join(", ");
  const statement = database.prepare(narrow("max", `IN (${marks})`, ["?", "?", "?"]));
  return (question) => {
    const names = question.claims.map(({ resource }) => resource);
    const rows = statement.all(question.to, BEGIN, question.from, ...names);
    return leftBy(rows as unknown as Row[], question);
  };
}

function askPostgres(client: pg.Client): Ask {
  const text = narrow("greatest", "= ANY($4)", ["$1", "$2::bigint", "$3"]);
  return async (question) => {
    const names = question.claims.map(({ resource }) => resource);
    const query = { name: "narrow", text, values: [question.to, BEGIN, question.from, names] };
    // 64-bit numbers come as text from a plain client.
    const { rows } = await client.query<Record<keyof Row, string>>(query);
    const numbers = rows.map(({ resource, start_at, end_at, quantity, capacity }) => ({
      resource,
      start_at: Number(start_at),
      end_at: Number(end_at),
      quantity: Number(quantity),
      capacity: Number(capacity),
    }));
    return leftBy(numbers, question);
  };
}

async function askAll(ask: Ask, questions: readonly Question[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const question of questions) {
    const answer = ask(question);
    // What is known at once is not waited for.
    answers.push(answer instanceof Promise ? await answer : answer);
  }
  return answers;
}

/** The same questions asked of each in turns; each gives the same answers. */
function inTurns(asks: Readonly<Record<string, Ask>>, questions: readonly Question[]) {
  const candidates = Object.entries(asks).map(([name, ask]) => [
    `${name}, ${questions.length} questions`,
    () => askAll(ask, questions),
  ]);
  return interleaved(Object.fromEntries(candidates), { runs: 5 });
}

/**
 * What is left of each of the twelve things that a request needs, all through its time, what is overdue counted
 * too? Answered by the daemon's index, and by asking each store anew.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), "labwright-bench-"));
  const server = postgresObstacle() === null ? await startPostgres() : null;
  const { claims, questions } = someYear();
  const closing: (() => unknown)[] = [];
  try {
    const index = new ClaimIndex();
    for (const [holder, own] of Map.groupBy(claims, (claim) => claim.holder))
      index.set(holder, own);
    const near: Record<string, Ask> = { index: askIndex(index) };
    const far: Record<string, Ask> = { index: askIndex(index) };
    const whole: Record<string, Ask> = { index: askIndex(index) };
    await fillClaims({ dataDirectory: folder }, claims, CAPACITY);
    const database = new DatabaseSync(join(folder, "labwright.sqlite"), { readOnly: true });
    closing.push(() => database.close());
    near["SQLite, one statement in this process"] = askSqlite(database);
    const store = valueOf(await openStore({ dataDirectory: folder }));
    closing.push(() => store.close());
    whole["SQLite, the store's holdings"] = askStore(store);
    const url = await server?.createDatabase();
    if (url !== undefined) {
      await fillClaims({ dataDirectory: "", database: url }, claims, CAPACITY);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      closing.push(() => client.end());
      far["PostgreSQL, one statement"] = askPostgres(client);
      const shared = valueOf(await openStore({ dataDirectory: "", database: url }));
      closing.push(() => shared.close());
      whole["PostgreSQL, the store's holdings"] = askStore(shared);
    }
    const rows = [
      ...(await inTurns(near, questions)),
      ...(await inTurns(far, questions.slice(0, QUESTIONS.overTheWire))),
      ...(await inTurns(whole, questions.slice(0, QUESTIONS.wholePool))),
      ...inProcessorTime(index, database, questions, CAPACITY),
      ...inProcessorTime(index, database, questions, SCARCE),
      ...(await alone(index)),
    ];
    return { name: "Reservations: what is left then, beside 100,000", rows };
  } finally {
    for (const close of closing) await close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs of the index for one of the other, so that both take about as long. */
const OFTEN = 20;

/**
 * May all of it be had then? By the processor's time, which is the same however busy the machine is otherwise; the
 * other threads of this process are in it too.
 */
function inProcessorTime(
  index: ClaimIndex,
  database: DatabaseSync,
  questions: readonly Question[],
  capacity: number,
): readonly BenchRow[] {
  const askOne = askSqlite(database);
  const check = ({ claims, from, to }: Question): boolean =>
    index.obstacle(claims, { from, to }, () => capacity, BEGIN) === null;
  const ask = (question: Question): boolean => {
    const answer = askOne(question);
    if (answer instanceof Promise) throw new Error("it answers at once");
    const less = CAPACITY - capacity;
    return answer.every((left, place) => left - less >= (question.claims[place]?.quantity ?? 0));
  };
  const cost = (answer: (question: Question) => boolean, times: number): number => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time++) for (const question of questions) answer(question);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times / questions.length;
  };
  const differing = questions.filter((question) => check(question) !== ask(question)).length;
  if (differing > 0) throw new Error(`${differing} are answered otherwise by the index`);
  const rounds = Array.from({ length: 5 }, () => [cost(check, OFTEN), cost(ask, 1)] as const);
  const own = median(rounds.map(([indexed]) => indexed));
  const other = median(rounds.map(([, asked]) => asked));
  const times = `${(other / own).toFixed(1)} × the index`;
  const full = questions.filter((question) => !check(question)).length;
  const what = `index, may all of it be had of ${capacity} each, processor time`;
  const note = `${full} of ${questions.length} not`;
  return [
    { what, value: own, unit: "µs", runs: 5, note },
    { what: "SQLite, the same", value: other, unit: "µs", runs: 5, note: times },
  ];
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
