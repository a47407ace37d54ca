import type { StoreOptions } from "../../electron/daemon/store/index.ts";
import { CREATE_VERSION_TABLE, MIGRATIONS } from "../../electron/daemon/store/schema/migrations.ts";
import type { StoreEngine } from "./store-engines.ts";

/** Makes a database as an older program left it: at a version of the schema. */
export async function makeSchema(
  engine: StoreEngine,
  place: StoreOptions,
  version: number,
): Promise<void> {
  const statements = MIGRATIONS.slice(0, version).flatMap((migration) => [
    ...(engine.name === "SQLite" ? migration.sqlite : migration.postgres),
    `INSERT INTO schema_versions (version) VALUES (${migration.version})`,
  ]);
  await engine.execute(place, CREATE_VERSION_TABLE, ...statements);
}
