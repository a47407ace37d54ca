import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { PoolChange, PoolChangeBody } from "../../../../shared/pool/change.ts";
import type { Transaction } from "./operation.ts";

/** Adds a line to a pool's history; returns its number. */
export async function appendPoolChange(
  transaction: Transaction,
  pool: string,
  by: string,
  at: Instant,
  body: PoolChangeBody,
): Promise<number> {
  const last = await transaction
    .selectFrom("pool_changes")
    .select("number")
    .where("pool", "=", pool)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const row = { pool, number, at: fromInstant(at), made_by: by, body: JSON.stringify(body) };
  await transaction.insertInto("pool_changes").values(row).execute();
  return number;
}

/** Newest first, before a number or from the end. */
export async function poolChanges(
  transaction: Transaction,
  pool: string,
  before: number | null,
  limit: number,
): Promise<readonly PoolChange[]> {
  const rows = await transaction
    .selectFrom("pool_changes")
    .selectAll()
    .where("pool", "=", pool)
    .$if(before !== null, (query) => query.where("number", "<", before ?? 0))
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ number, at, made_by, body }) => ({
    number,
    at: toInstant(at),
    by: made_by,
    body: JSON.parse(body) as PoolChangeBody,
  }));
}
