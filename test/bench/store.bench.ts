import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runBatch, type BatchResult, type Engine } from "../../electron/daemon/store/batch.ts";
import type { Call } from "../../electron/daemon/store/calls.ts";
import { verbs } from "../../electron/daemon/store/facade.ts";
import { GroupCommit } from "../../electron/daemon/store/group-commit.ts";
import { openStore } from "../../electron/daemon/store/index.ts";
import { openDatabase } from "../../electron/daemon/store/sqlite/database.ts";
import { sqliteEngine } from "../../electron/daemon/store/sqlite/engine.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { postgresObstacle, startPostgres } from "../support/postgres.ts";
import { hours, newEnvironment, prepareStore, valueOf } from "../support/store-fixtures.ts";
import { interleaved, timeOf, type BenchResult, type BenchRow } from "./measure.ts";

const COUNT = 500;
const RESOURCES = 216;

type Work = Pick<Store, "putTenant" | "putPool" | "createEnvironment" | "listEnvironments">;
type Commit = (engine: Engine, calls: readonly Call[]) => Promise<BatchResult>;

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "labwright-bench-"));
  folders.push(made);
  return made;
}

/** The same transactions, as many at once as come in, or each with a flush of its own. */
const oneEach: Commit = async (engine, calls) => {
  const outcomes = [];
  for (const call of calls) outcomes.push(...(await runBatch(engine, [call])).outcomes);
  return { outcomes, sequence: null };
};

/** Stores environments for as many clients as there are, and says what is stored in the end. */
async function load(store: Work): Promise<readonly string[]> {
  await prepareStore(store, { "pool/a": COUNT / 2 });
  await Promise.all(
    Array.from({ length: COUNT }, (_, index) =>
      store.createEnvironment(
        newEnvironment({ id: `e${index}`, claims: [{ resource: "pool/a", quantity: 1 }] }),
      ),
    ),
  );
  return (await store.listEnvironments("acme")).map(({ id }) => id).sort();
}

async function loadSqlite(commit: Commit): Promise<readonly string[]> {
  const open = valueOf(openDatabase(folder()));
  const engine = sqliteEngine(open.database);
  const group = new GroupCommit(
    (calls) => commit(engine, calls),
    () => undefined,
  );
  const result = await load(verbs((call) => group.submit(call)));
  open.close();
  return result;
}

async function loadStore(options: Parameters<typeof openStore>[0]): Promise<readonly string[]> {
  const store = valueOf(await openStore(options));
  const result = await load(store);
  await store.close();
  return result;
}

function perSecond(row: BenchRow): BenchRow {
  const rate = (milliseconds: number): number => (COUNT / milliseconds) * 1000;
  const [fastest, slowest] = row.range ?? [row.value, row.value];
  return {
    ...row,
    value: rate(row.value),
    unit: "/s",
    range: [rate(slowest), rate(fastest)],
    note: row.note?.replace("the first", "the first's time"),
  };
}

/** One more reservation of as many resources as example 3 needs, all of them held by many already. */
async function reserving(): Promise<BenchRow> {
  const store = valueOf(await openStore({ dataDirectory: folder() }));
  const claims = Array.from({ length: RESOURCES }, (_, index) => ({
    resource: `pool/host/${index}`,
    quantity: 1,
  }));
  await prepareStore(store, Object.fromEntries(claims.map(({ resource }) => [resource, 1000])));
  let made = 0;
  const reserve = async (): Promise<void> => {
    const window = hours(made % 12, 24);
    valueOf(await store.createEnvironment(newEnvironment({ id: `e${made++}`, claims, window })));
  };
  for (let index = 0; index < 100; index++) await reserve();
  const row = await timeOf(`reserve ${RESOURCES} resources`, reserve);
  await store.close();
  return { ...row, note: "each held by 100 overlapping environments" };
}

/** Environments stored per second, half of which the double-booking guard refuses. */
export async function bench(): Promise<BenchResult> {
  const server = postgresObstacle() === null ? await startPostgres({ flushing: true }) : null;
  try {
    const rows = await interleaved(
      {
        "SQLite, group commit": () => loadSqlite(runBatch),
        "SQLite, one commit each": () => loadSqlite(oneEach),
        "SQLite in its worker, with its start": () => loadStore({ dataDirectory: folder() }),
        ...(server !== null && {
          "PostgreSQL, group commit": async () =>
            loadStore({ dataDirectory: "", database: await server.createDatabase() }),
        }),
      },
      { runs: 3 },
    );
    return {
      name: "Store: environments stored",
      rows: [...rows.map(perSecond), await reserving()],
    };
  } finally {
    await server?.stop();
    for (const path of folders) rmSync(path, { recursive: true, force: true });
  }
}
