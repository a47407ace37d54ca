import type { TestProject } from "vitest/node";
import { openStore } from "../../electron/daemon/store/index.ts";
import { postgresObstacle, startPostgres, type PostgresServer } from "./postgres.ts";
import { valueOf } from "./store-fixtures.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the one server, or null where there can be none. */
    readonly postgres: string | null;
    /** The name of its database that is an empty store: copying it takes a third of the time of making one. */
    readonly emptyStore: string;
  }
}

/** Before the first file of a run: making a server takes longer than most tests do. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = postgresObstacle() === null ? await startPostgres() : null;
  project.provide("postgres", server?.url ?? null);
  project.provide("emptyStore", server === null ? "" : await makeEmptyStore(server));
  return async () => server?.stop();
}

async function makeEmptyStore(server: PostgresServer): Promise<string> {
  const database = await server.createDatabase();
  const store = valueOf(await openStore({ dataDirectory: "/nowhere", database }));
  // A database that somebody is connected to cannot be copied.
  await store.close();
  return new URL(database).pathname.slice(1);
}
