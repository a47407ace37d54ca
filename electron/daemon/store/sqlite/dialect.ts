import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from "kysely";
import type { Tables } from "../schema/tables.ts";

/** Prepared statements kept; inserts of many rows come in many shapes. */
const STATEMENTS_KEPT = 200;

/** Kysely's SQLite dialect over Node's own driver. */
export function kyselyOver(database: DatabaseSync): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(statement) {
      const known = prepared.get(statement);
      if (known !== undefined) return known;
      if (prepared.size >= STATEMENTS_KEPT) prepared.clear();
      const fresh = adaptStatement(database.prepare(statement));
      prepared.set(statement, fresh);
      return fresh;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
