import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { ReservationState } from "../../../../shared/protocol/reservation.ts";
import type { NewBooking, NewReservation } from "../reservation-records.ts";
import { changeAll } from "./change-reservations.ts";
import { append, type NewEvent } from "./events.ts";
import { madeBefore } from "./idempotency.ts";
import type { Transaction } from "./operation.ts";
import { refuseBeyondQuota } from "./refuse-beyond-quota.ts";
import { fromReservation, reservationView } from "./reservation-rows.ts";
import { chunks, nullableMilliseconds } from "./rows.ts";

export async function createBooking(
  transaction: Transaction,
  created: NewBooking,
): Promise<{ id: string; created: boolean }> {
  const first = await sameRequest(transaction, created);
  if (first !== null) return { id: first, created: false };
  const { record } = created;
  await transaction
    .insertInto("bookings")
    .values({
      id: record.id,
      tenant: record.tenant,
      owner: record.owner,
      pool: record.request.pool,
      request: JSON.stringify(record.request),
      designs: JSON.stringify(record.designs),
      booked_until: nullableMilliseconds(record.bookedUntil),
      created_at: fromInstant(record.createdAt),
      idempotency_key: created.idempotencyKey,
      request_digest: created.requestDigest,
    })
    .execute();
  const gone = await changeAll(transaction, created.displaced);
  const events = await insertReservations(transaction, created.reservations);
  await append(transaction, [...gone, ...events, ...approvalAsked(created)]);
  return { id: record.id, created: true };
}

/** Lab admins of every tenant are told once. */
function approvalAsked({ record, reservations }: NewBooking): readonly NewEvent[] {
  const asked = reservations.filter((one) => one.record.state === "asked");
  // All copies at a time are one.
  const times = new Set(asked.map((one) => one.record.key)).size;
  if (times === 0) return [];
  const { id: booking, owner, createdAt: at, request } = record;
  const { pool, name } = request;
  const body = { type: "lab-approval" as const, booking, pool, name, owner, times };
  return [{ tenant: null, environment: null, at, body }];
}

export async function addReservations(
  transaction: Transaction,
  booking: string,
  reservations: readonly NewReservation[],
  bookedUntil: Instant,
): Promise<void> {
  await transaction
    .updateTable("bookings")
    .set({ booked_until: fromInstant(bookedUntil) })
    .where("id", "=", booking)
    .execute();
  const events = await insertReservations(transaction, reservations);
  if (events.length > 0) await append(transaction, events);
}

export async function stopBooking(transaction: Transaction, id: string): Promise<void> {
  await transaction
    .updateTable("bookings")
    .set({ booked_until: null })
    .where("id", "=", id)
    .execute();
}

async function sameRequest(
  transaction: Transaction,
  { record, idempotencyKey, requestDigest }: NewBooking,
): Promise<string | null> {
  const row = await transaction
    .selectFrom("bookings")
    .select(["id", "request_digest"])
    .where("tenant", "=", record.tenant)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
  return madeBefore(row, requestDigest)?.id ?? null;
}

/** Rows and claims, within the tenant's limits; gives the events that tell of them. */
async function insertReservations(
  transaction: Transaction,
  created: readonly NewReservation[],
): Promise<NewEvent[]> {
  const holding = created.filter(({ placement }) => placement !== null);
  const wanted = holding.map(({ record }) => record);
  // All of one booking are one tenant's.
  await refuseBeyondQuota(transaction, wanted[0]?.tenant ?? "", wanted);
  for (const values of chunks(created.map(fromReservation), 100))
    await transaction.insertInto("reservations").values(values).execute();
  await insertHeld(transaction, holding);
  return created.map(({ record }) => ({
    tenant: record.tenant,
    environment: record.id,
    at: record.createdAt,
    body: {
      type: "reservation",
      reservation: reservationView(record),
      notice: NOTICES[record.state] ?? null,
    },
  }));
}

const NOTICES = {
  asked: "approval-needed",
  queued: "queued",
  booked: "booked",
} as const satisfies Partial<Record<ReservationState, string>> as Partial<
  Record<ReservationState, "approval-needed" | "queued" | "booked">
>;

async function insertHeld(
  transaction: Transaction,
  holding: readonly NewReservation[],
): Promise<void> {
  // In the resources' order, like all claims, so that daemons wait for each other in one direction.
  const rows = holding
    .flatMap(({ record, placement }) =>
      (placement?.claims ?? []).map(({ resource, quantity }) => ({
        environment: record.id,
        resource,
        quantity,
        start_at: fromInstant(record.hold.start),
        end_at: fromInstant(record.hold.end),
        made_at: fromInstant(record.createdAt),
      })),
    )
    .sort((a, b) =>
      a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : a.start_at - b.start_at,
    );
  for (const values of chunks(rows))
    await transaction.insertInto("claims").values(values).execute();
}
