import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import pg from "pg";
import { openStore, type StoreOptions } from "../../electron/daemon/store/index.ts";
import type { HeldClaim } from "../../shared/reservations/claim-index.ts";
import { prepareStore, valueOf } from "./store-fixtures.ts";

export interface RawClaim extends HeldClaim {
  readonly holder: string;
}

/** Makes a store with so many claims, past its guard: one by one through it would take an hour. */
export async function fillClaims(
  place: StoreOptions,
  claims: readonly RawClaim[],
  capacity: number,
): Promise<void> {
  const store = valueOf(await openStore(place));
  const resources = [...new Set(claims.map(({ resource }) => resource))];
  await prepareStore(store, Object.fromEntries(resources.map((id) => [id, capacity])));
  await store.close();
  if (place.database === undefined) fillSqlite(place.dataDirectory, claims);
  else await fillPostgres(place.database, claims);
}

function fillSqlite(directory: string, claims: readonly RawClaim[]): void {
  const database = new DatabaseSync(join(directory, "labwright.sqlite"));
  const trigger = database
    .prepare("SELECT sql FROM sqlite_schema WHERE name = 'claims_fit'")
    .get()?.["sql"];
  database.exec("DROP TRIGGER claims_fit; BEGIN");
  const insert = database.prepare("INSERT INTO claims VALUES (?, ?, ?, ?, ?, 0)");
  for (const { holder, resource, start, end, quantity } of claims)
    insert.run(holder, resource, start, end, quantity);
  database.exec(`COMMIT; ${String(trigger)}; ANALYZE`);
  database.close();
}

async function fillPostgres(url: string, claims: readonly RawClaim[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("ALTER TABLE claims DISABLE TRIGGER claims_fit");
  await client.query(
    `INSERT INTO claims (environment, resource, start_at, end_at, quantity, made_at)
     SELECT holder, resource, first, last, quantity, 0
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
       AS filled (holder, resource, first, last, quantity)`,
    [
      claims.map(({ holder }) => holder),
      claims.map(({ resource }) => resource),
      claims.map(({ start }) => start),
      claims.map(({ end }) => end),
      claims.map(({ quantity }) => quantity),
    ],
  );
  await client.query("ALTER TABLE claims ENABLE TRIGGER claims_fit");
  await client.query("ANALYZE claims");
  await client.end();
}
