import type pg from "pg";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../../shared/base/result.ts";
import { CREATE_VERSION_TABLE, pending, SCHEMA_VERSION } from "../schema/migrations.ts";
import { lockForSession, unlockForSession } from "./locks.ts";

/** Brings the schema up to date, one daemon at a time; one of a newer program is left as it is. */
export async function migrate(client: pg.Client): Promise<Result<void>> {
  await client.query(lockForSession("schema"));
  try {
    const version = await readVersion(client);
    if (version > SCHEMA_VERSION)
      return err(fault("store-from-future", { version, supported: SCHEMA_VERSION }));
    if (version < SCHEMA_VERSION) await migrateFrom(client, version);
    return ok(undefined);
  } finally {
    await client.query(unlockForSession("schema"));
  }
}

async function readVersion(client: pg.Client): Promise<number> {
  const table = await client.query("SELECT to_regclass('schema_versions') IS NOT NULL AS there");
  if (table.rows[0]?.there !== true) return 0;
  const { rows } = await client.query("SELECT max(version) AS version FROM schema_versions");
  return Number(rows[0]?.version ?? 0);
}

/** All or nothing: PostgreSQL's schema changes are transactional. */
async function migrateFrom(client: pg.Client, version: number): Promise<void> {
  await client.query("BEGIN");
  try {
    for (const statement of [CREATE_VERSION_TABLE, ...pending("postgres", version)])
      await client.query(statement);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
