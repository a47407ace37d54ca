import { fromInstant, toInstant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { InstanceStatus } from "../../../../shared/protocol/environment.ts";
import { sizeOfPlacement } from "../../../../shared/reservations/size.ts";
import type { Window } from "../../../../shared/schedule/window.ts";
import type { NewEnvironment } from "../store.ts";
import { summarise } from "../summary.ts";
import { append, type NewEvent } from "./events.ts";
import { reservationEvent } from "./follow-environment.ts";
import { madeBefore } from "./idempotency.ts";
import type { Transaction } from "./operation.ts";
import { refuseBeyondQuota } from "./refuse-beyond-quota.ts";
import { chunks, fromStatus, nullableJson, nullableMilliseconds } from "./rows.ts";

export async function createEnvironment(
  transaction: Transaction,
  created: NewEnvironment,
): Promise<{ id: string; created: boolean }> {
  const first = await sameRequest(transaction, created);
  if (first !== null) return { id: first, created: false };
  await refuseDirect(transaction, created);
  await insertEnvironment(transaction, created);
  const taken = created.reservation === undefined ? null : await takeOver(transaction, created);
  await insertClaims(transaction, created);
  await insertInstances(transaction, created.record.id, created.instances);
  const { id, tenant, createdAt } = created.record;
  const booked = taken?.window ?? null;
  const record = { ...created.record, booked, updatedAt: createdAt, revision: 1 };
  const environment = summarise(record, created.instances);
  await append(transaction, [
    { tenant, environment: id, at: createdAt, body: { type: "environment", environment } },
    ...(taken?.events ?? []),
  ]);
  return { id, created: true };
}

/** Without a reservation nothing has counted yet what it takes. */
async function refuseDirect(
  transaction: Transaction,
  { record, reservation }: NewEnvironment,
): Promise<void> {
  if (reservation !== undefined || record.placement === null) return;
  const { id, tenant, owner, window: hold, quote } = record;
  const size = sizeOfPlacement(record.placement);
  await refuseBeyondQuota(transaction, tenant, [
    { id, owner, hold, ...size, cost: quote.totals.gross },
  ]);
}

/** Its reservation starts: what that held, this holds from now on; the guard looks at it again as of now. */
async function takeOver(
  transaction: Transaction,
  { record, reservation }: NewEnvironment,
): Promise<{ readonly window: Window; readonly events: readonly NewEvent[] }> {
  const row = await transaction
    .updateTable("reservations")
    .set({
      state: "running",
      started: 1,
      warned: 0,
      seen_at: nullableMilliseconds(reservation?.seenAt ?? null),
      next_at: nullableMilliseconds(reservation?.nextAt ?? null),
      updated_at: fromInstant(record.createdAt),
    })
    .where("id", "=", record.id)
    .where("state", "=", "booked")
    .returning(["start_at", "end_at"])
    .executeTakeFirst();
  if (row === undefined) throw new FaultError(fault("reservation-changed", { state: "gone" }));
  await transaction.deleteFrom("claims").where("environment", "=", record.id).execute();
  const window = { start: toInstant(row.start_at), end: toInstant(row.end_at) };
  return { window, events: [await reservationEvent(transaction, record.id, "started")] };
}

/** The environment that this request made before. */
async function sameRequest(
  transaction: Transaction,
  { record, idempotencyKey, requestDigest }: NewEnvironment,
): Promise<string | null> {
  const row = await transaction
    .selectFrom("environments")
    .select(["id", "request_digest"])
    .where("tenant", "=", record.tenant)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
  return madeBefore(row, requestDigest)?.id ?? null;
}

async function insertEnvironment(
  transaction: Transaction,
  { record, baseline, idempotencyKey, requestDigest }: NewEnvironment,
): Promise<void> {
  const { id, tenant, owner, pool, name, state } = record;
  const createdAt = fromInstant(record.createdAt);
  await transaction
    .insertInto("environments")
    .values({
      id,
      tenant,
      owner,
      pool,
      name,
      state,
      management_id: record.managementId,
      error: nullableJson(record.error),
      design: JSON.stringify(record.design),
      placement: nullableJson(record.placement),
      desired: JSON.stringify(record.desired),
      start_at: fromInstant(record.window.start),
      end_at: fromInstant(record.window.end),
      price_book: record.priceBook.id,
      price_book_revision: record.priceBook.revision,
      session: record.session,
      qos_class: record.qosClass,
      quote: JSON.stringify(record.quote),
      statement: null,
      baseline: nullableJson(baseline ?? null),
      created_at: createdAt,
      updated_at: createdAt,
      idempotency_key: idempotencyKey,
      request_digest: requestDigest,
    })
    .execute();
}

/** In the resources' order, so that two daemons that want the same ones wait for each other in one direction. */
async function insertClaims(
  transaction: Transaction,
  { record, claims, reservation }: NewEnvironment,
): Promise<void> {
  const hold = reservation?.hold ?? record.window;
  const rows = claims
    .map(({ resource, quantity }) => ({
      environment: record.id,
      resource,
      quantity,
      start_at: fromInstant(hold.start),
      end_at: fromInstant(hold.end),
      made_at: fromInstant(record.createdAt),
    }))
    .sort((a, b) => (a.resource < b.resource ? -1 : 1));
  for (const values of chunks(rows))
    await transaction.insertInto("claims").values(values).execute();
}

async function insertInstances(
  transaction: Transaction,
  environment: string,
  instances: readonly InstanceStatus[],
): Promise<void> {
  const rows = instances.map((status, position) => ({
    environment,
    id: status.id,
    position,
    ...fromStatus(status),
  }));
  for (const values of chunks(rows))
    await transaction.insertInto("instances").values(values).execute();
}
