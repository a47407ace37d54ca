import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { Holding } from "../../../../shared/placement/placement.ts";
import type { ResourceCapacity } from "../../../../shared/pool/pool.ts";
import type { Window } from "../../../../shared/schedule/window.ts";
import type { KeptPool, PoolHistory, PoolRecord } from "../store.ts";
import type { Transaction } from "./operation.ts";
import { appendPoolHistory } from "./pool-changes.ts";
import { chunks, nullableJson, toPool } from "./rows.ts";

export async function putPool(
  transaction: Transaction,
  pool: PoolRecord,
  capacities: readonly ResourceCapacity[],
  read?: PoolRecord,
  history?: PoolHistory,
): Promise<boolean> {
  if (read !== undefined && !(await isAsRead(transaction, read))) return false;
  const values = {
    name: pool.name,
    connection: JSON.stringify(pool.connection),
    state: pool.state,
    away: nullableJson(pool.away),
    resources: JSON.stringify(pool.resources),
    refreshed_at: fromInstant(pool.refreshedAt),
    written: pool.written === null ? null : JSON.stringify(pool.written),
    conditions: JSON.stringify(pool.conditions),
  };
  await transaction
    .insertInto("pools")
    .values({ id: pool.id, ...values })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
    .execute();
  await countUp(transaction, pool.id);
  await setCapacities(transaction, pool.id, capacities);
  if (history !== undefined) await appendPoolHistory(transaction, pool.id, history);
  return true;
}

/** Goes on where it was for a pool that is removed and made again, so that a number never means two things. */
async function countUp(transaction: Transaction, pool: string): Promise<void> {
  await transaction
    .insertInto("counters")
    .values({ name: revisionName(pool), value: 1 })
    .onConflict((conflict) =>
      conflict
        .column("name")
        .doUpdateSet((expression) => ({ value: expression("counters.value", "+", 1) })),
    )
    .execute();
}

function revisionName(pool: string): string {
  return `pool ${pool}`;
}

/** Of what people change; what a lab says of itself is asked for again soon. */
async function isAsRead(transaction: Transaction, read: PoolRecord): Promise<boolean> {
  const row = await transaction
    .selectFrom("pools")
    .selectAll()
    .where("id", "=", read.id)
    .executeTakeFirst();
  return row !== undefined && byPeople(toPool(row)) === byPeople(read);
}

function byPeople({ name, connection, written, conditions }: PoolRecord): string {
  return JSON.stringify([name, connection, written, conditions]);
}

/** Writes only what differs: a lab has tens of thousands of resources and is refreshed all the time. */
async function setCapacities(
  transaction: Transaction,
  pool: string,
  capacities: readonly ResourceCapacity[],
): Promise<void> {
  const rows = await transaction
    .selectFrom("resources")
    .select(["id", "capacity"])
    .where("pool", "=", pool)
    .execute();
  const before = new Map(rows.map((row) => [row.id, row.capacity]));
  const after = new Map(capacities.map(({ resource, capacity }) => [resource, capacity]));
  // What has gone counts nothing, but its row stays as long as somebody holds it.
  const gone = rows.filter(({ id, capacity }) => !after.has(id) && capacity !== 0);
  const changed = [...after, ...gone.map(({ id }) => [id, 0] as const)]
    .filter(([id, capacity]) => before.get(id) !== capacity)
    .map(([id, capacity]) => ({ id, pool, capacity }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const values of chunks(changed))
    await transaction
      .insertInto("resources")
      .values(values)
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet((expression) => ({ capacity: expression.ref("excluded.capacity") })),
      )
      .execute();
  const unheld = rows.map(({ id }) => id).filter((id) => !after.has(id));
  for (const ids of chunks(unheld)) await deleteUnheld(transaction, ids);
}

async function deleteUnheld(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await transaction
    .deleteFrom("resources")
    .where("id", "in", ids)
    .where("id", "not in", transaction.selectFrom("claims").select("resource"))
    .execute();
}

export async function listPools(transaction: Transaction): Promise<readonly PoolRecord[]> {
  const rows = await transaction.selectFrom("pools").selectAll().orderBy("id").execute();
  return rows.map(toPool);
}

export async function pool(transaction: Transaction, id: string): Promise<KeptPool | null> {
  const row = await withRevision(transaction, id).selectAll("pools").executeTakeFirst();
  return row === undefined ? null : { revision: row.revision ?? 0, record: toPool(row) };
}

export async function poolRevision(transaction: Transaction, id: string): Promise<number | null> {
  const row = await withRevision(transaction, id).executeTakeFirst();
  return row === undefined ? null : (row.revision ?? 0);
}

/** No revision: it was put by a version that did not count. */
function withRevision(transaction: Transaction, id: string) {
  return transaction
    .selectFrom("pools")
    .leftJoin("counters", (join) => join.on("counters.name", "=", revisionName(id)))
    .select("counters.value as revision")
    .where("pools.id", "=", id);
}

export async function removePool(transaction: Transaction, id: string): Promise<boolean> {
  const claim = await transaction
    .selectFrom("claims")
    .innerJoin("resources", "resources.id", "claims.resource")
    .select("claims.resource")
    .where("resources.pool", "=", id)
    .limit(1)
    .executeTakeFirst();
  const environment = await transaction
    .selectFrom("environments")
    .select("id")
    .where("pool", "=", id)
    .where("state", "<>", "released")
    .limit(1)
    .executeTakeFirst();
  if (claim !== undefined || environment !== undefined) return false;
  await transaction.deleteFrom("resources").where("pool", "=", id).execute();
  await transaction.deleteFrom("pools").where("id", "=", id).execute();
  return true;
}

export async function holdings(
  transaction: Transaction,
  pool: string,
  window: Window,
  now: Instant,
  except?: string,
): Promise<readonly Holding[]> {
  // The instant before which nothing can have been given back: the guard reckons in the same way.
  const heldUntil = fromInstant(now) + 1;
  const start = fromInstant(window.start);
  const rows = await transaction
    .selectFrom("claims")
    .innerJoin("resources", "resources.id", "claims.resource")
    .select(["claims.resource", "claims.quantity", "claims.start_at", "claims.end_at"])
    .where("resources.pool", "=", pool)
    .where("claims.start_at", "<", fromInstant(window.end))
    .$if(except !== undefined, (query) => query.where("claims.environment", "<>", except ?? ""))
    .$if(heldUntil <= start, (query) => query.where("claims.end_at", ">", start))
    .orderBy("claims.resource")
    .orderBy("claims.start_at")
    .orderBy("claims.environment")
    .execute();
  return rows.map(({ resource, quantity, start_at, end_at }) => ({
    resource,
    quantity,
    window: { start: toInstant(start_at), end: toInstant(Math.max(end_at, heldUntil)) },
  }));
}
