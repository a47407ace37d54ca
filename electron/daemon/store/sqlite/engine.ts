import type { DatabaseSync } from "node:sqlite";
import type { Engine } from "../batch.ts";
import { primaryCode } from "./database.ts";
import { kyselyOver } from "./dialect.ts";

/** SQLITE_ERROR, CONSTRAINT, MISMATCH and RANGE: a wrong statement or value, and the database is well. */
const STATEMENT_ERRORS = new Set([1, 19, 20, 25]);

export function sqliteEngine(database: DatabaseSync): Engine {
  return {
    connection: kyselyOver(database),
    begin: ["BEGIN IMMEDIATE"],
    commit: () => ["COMMIT"],
    isFatal(error) {
      const code = primaryCode(error);
      return code !== null && !STATEMENT_ERRORS.has(code);
    },
  };
}
