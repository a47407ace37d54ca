import type { StoreOptions } from "../../electron/daemon/store/index.ts";
import { CREATE_VERSION_TABLE, MIGRATIONS } from "../../electron/daemon/store/schema/migrations.ts";
import type { StoreEngine } from "./store-engines.ts";

/** Makes a database as an older program left it: at a version of the schema. */
export async function makeSchema(
  engine: StoreEngine,
  place: StoreOptions,
  version: number,
): Promise<void> {
  const statements = [CREATE_VERSION_TABLE];
  for (const migration of MIGRATIONS.slice(0, version)) {
    statements.push(...(engine.name === "SQLite" ? migration.sqlite : migration.postgres));
    statements.push(`INSERT INTO schema_versions (version) VALUES (${migration.version})`);
  }
  await engine.execute(place, ...statements);
}
