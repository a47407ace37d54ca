import type * as NodeSqlite from "node:sqlite";

/** Node's embedded SQLite, or undefined in a runtime without it (Node 20, as in Electron 33). */
export function nodeSqlite(): typeof NodeSqlite | undefined {
  // Not an import: the PostgreSQL way must work where the module does not exist.
  return process.getBuiltinModule("node:sqlite") as typeof NodeSqlite | undefined;
}
