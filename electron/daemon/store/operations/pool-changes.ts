import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { PoolChange, PoolChangeBody } from "../../../../shared/pool/change.ts";
import type { PoolHistory } from "../store.ts";
import type { Transaction } from "./operation.ts";
import { chunks } from "./rows.ts";

/** Adds a line to a pool's history; returns its number. */
export function appendPoolChange(
  transaction: Transaction,
  pool: string,
  by: string,
  at: Instant,
  body: PoolChangeBody,
): Promise<number> {
  return appendPoolHistory(transaction, pool, { by, at, bodies: [body] });
}

/** Adds lines to a pool's history, one after the other; returns the number of the last. */
export async function appendPoolHistory(
  transaction: Transaction,
  pool: string,
  { by, at, bodies }: PoolHistory,
): Promise<number> {
  const last = await transaction
    .selectFrom("pool_changes")
    .select("number")
    .where("pool", "=", pool)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const before = last?.number ?? 0;
  const rows = bodies.map((body, index) => ({
    pool,
    number: before + index + 1,
    at: fromInstant(at),
    made_by: by,
    body: JSON.stringify(body),
  }));
  for (const some of chunks(rows))
    await transaction.insertInto("pool_changes").values(some).execute();
  return before + rows.length;
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
