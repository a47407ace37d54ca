import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { afterAll, afterEach, describe, inject } from "vitest";
import { openStore, type StoreOptions } from "../../electron/daemon/store/index.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { putEmptyStore } from "./empty-store.ts";
import { createDatabase, postgresObstacle } from "./postgres.ts";
import { valueOf } from "./store-fixtures.ts";

/** One of the two engines, as the contract suite sees it. */
export interface StoreEngine {
  readonly name: "SQLite" | "PostgreSQL";
  /** Where a new, empty store can be opened. */
  place(): Promise<StoreOptions>;
  /** Opens the one at a place, or an empty one, and closes it after the test. */
  open(place?: StoreOptions): Promise<Store>;
  /** Runs SQL past all of our code, while no store of SQLite's has the place open. Gives the rows of the last. */
  execute(
    place: StoreOptions,
    ...statements: readonly string[]
  ): Promise<readonly Record<string, unknown>[]>;
}

/** Declares the suite once for each engine. One that cannot be had here is skipped, and says why. */
export function describeStores(title: string, suite: (engine: StoreEngine) => void): void {
  describe(`${title} in SQLite`, () => suite(sqlite()));
  describePostgres(title, suite);
}

/** Declares a suite about what only several daemons on one database can do to each other. */
export function describePostgres(title: string, suite: (engine: StoreEngine) => void): void {
  const obstacle = postgresObstacle();
  if (obstacle !== null) console.log(`skipped: ${title} in PostgreSQL: ${obstacle}`);
  describe.skipIf(obstacle !== null)(`${title} in PostgreSQL`, () => suite(postgres()));
}

function sqlite(): StoreEngine {
  const directories: string[] = [];
  afterAll(() => {
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  });
  return {
    name: "SQLite",
    open: opener(async () => {
      const made = await place();
      await putEmptyStore(made.dataDirectory);
      return made;
    }),
    place,
    execute({ dataDirectory }, ...statements) {
      const database = new DatabaseSync(join(dataDirectory, "labwright.sqlite"));
      try {
        const rows = statements.map((statement) => database.prepare(statement).all());
        return Promise.resolve(rows.at(-1) ?? []);
      } catch (error) {
        return Promise.reject(error);
      } finally {
        database.close();
      }
    },
  };

  function place(): Promise<StoreOptions> {
    const dataDirectory = mkdtempSync(join(tmpdir(), "labwright-store-"));
    directories.push(dataDirectory);
    return Promise.resolve({ dataDirectory });
  }
}

function postgres(): StoreEngine {
  const place = async (template?: string): Promise<StoreOptions> => {
    const server = inject("postgres") ?? "";
    return { dataDirectory: "/nowhere", database: await createDatabase(server, template) };
  };
  return {
    name: "PostgreSQL",
    open: opener(() => place(inject("emptyStore"))),
    place: () => place(),
    async execute({ database }, ...statements) {
      const client = new pg.Client({ connectionString: database });
      await client.connect();
      try {
        let rows: readonly Record<string, unknown>[] = [];
        for (const statement of statements) ({ rows } = await client.query(statement));
        return rows;
      } finally {
        await client.end();
      }
    },
  };
}

function opener(anywhere: () => Promise<StoreOptions>): StoreEngine["open"] {
  const open: Store[] = [];
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });
  return async (place) => {
    const store = valueOf(await openStore(place ?? (await anywhere())));
    open.push(store);
    return store;
  };
}
