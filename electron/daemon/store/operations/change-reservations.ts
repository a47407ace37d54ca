import { fromInstant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { ReservationChange, ReservationRecord } from "../reservation-records.ts";
import { changeEnvironment, summaryEvent } from "./change-environment.ts";
import { append, type NewEvent } from "./events.ts";
import type { Transaction } from "./operation.ts";
import { refuseBeyondQuota } from "./refuse-beyond-quota.ts";
import {
  hostsOf,
  RESERVATION_COLUMNS,
  reservationView,
  toReservation,
} from "./reservation-rows.ts";
import { chunks, nullableJson, nullableMilliseconds } from "./rows.ts";

export async function changeReservations(
  transaction: Transaction,
  changes: readonly ReservationChange[],
): Promise<void> {
  const events = await changeAll(transaction, changes);
  if (events.length > 0) await append(transaction, events);
}

/**
 * Makes the changes and gives the events that tell of them, for the caller to append last. What is given back is
 * given back by all before anything is taken by one, so that they can change places.
 */
export async function changeAll(
  transaction: Transaction,
  changes: readonly ReservationChange[],
): Promise<NewEvent[]> {
  const befores: ReservationRecord[] = [];
  for (const change of changes) befores.push(await readExpected(transaction, change));
  for (const { id } of changes.filter(({ claims }) => claims !== undefined))
    await transaction.deleteFrom("claims").where("environment", "=", id).execute();
  const events: NewEvent[] = [];
  for (const [index, change] of changes.entries()) {
    const before = befores[index];
    if (before === undefined) continue;
    const after = applied(before, change);
    if (takesMore(before, after)) await refuseBeyondQuota(transaction, after.tenant, [after]);
    await takeClaims(transaction, change, after);
    await write(transaction, change, after);
    if (isWorthTelling(change)) events.push(eventOf(change, after));
  }
  for (const [index, change] of changes.entries()) {
    const before = befores[index];
    if (before !== undefined)
      events.push(...(await changeItsEnvironment(transaction, change, before)));
  }
  return events;
}

/** It held nothing, or not at that time: what it holds now counts against its tenant's limits. */
function takesMore(before: ReservationRecord, after: ReservationRecord): boolean {
  if (after.state !== "asked" && after.state !== "booked" && after.state !== "running")
    return false;
  return (
    before.state === "queued" ||
    after.hold.start < before.hold.start ||
    after.hold.end > before.hold.end
  );
}

/** What is held and in which state is always told, if only for the daemons' own indexes. */
function isWorthTelling({ notice, state, claims }: ReservationChange): boolean {
  return notice !== null || state !== undefined || claims !== undefined;
}

async function readExpected(
  transaction: Transaction,
  { id, expect }: ReservationChange,
): Promise<ReservationRecord> {
  const row = await transaction
    .selectFrom("reservations")
    .select(RESERVATION_COLUMNS)
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined || !expect.some((state) => state === row.state))
    throw new FaultError(fault("reservation-changed", { state: row?.state ?? "gone" }));
  return toReservation(row);
}

function applied(before: ReservationRecord, change: ReservationChange): ReservationRecord {
  const { state, window, hold, cost, reason, started, warned, seenAt, nextAt, placement, at } =
    change;
  return {
    ...before,
    updatedAt: at,
    ...(state !== undefined && { state }),
    ...(window !== undefined && { window }),
    ...(hold !== undefined && { hold }),
    ...(cost !== undefined && { cost }),
    ...(reason !== undefined && { reason }),
    ...(started !== undefined && { started }),
    ...(warned !== undefined && { warned }),
    ...(seenAt !== undefined && { seenAt }),
    ...(nextAt !== undefined && { nextAt }),
    ...(placement !== undefined && { hosts: hostsOf(placement.hosts) }),
  };
}

async function takeClaims(
  transaction: Transaction,
  { claims = [], at }: ReservationChange,
  { id, hold }: ReservationRecord,
): Promise<void> {
  const rows = claims
    .map(({ resource, quantity }) => ({
      environment: id,
      resource,
      quantity,
      start_at: fromInstant(hold.start),
      end_at: fromInstant(hold.end),
      made_at: fromInstant(at),
    }))
    .sort((a, b) => (a.resource < b.resource ? -1 : 1));
  for (const values of chunks(rows))
    await transaction.insertInto("claims").values(values).execute();
}

async function write(
  transaction: Transaction,
  change: ReservationChange,
  after: ReservationRecord,
): Promise<void> {
  const { placement } = change;
  await transaction
    .updateTable("reservations")
    .set({
      state: after.state,
      start_at: fromInstant(after.window.start),
      end_at: fromInstant(after.window.end),
      hold_start: fromInstant(after.hold.start),
      hold_end: fromInstant(after.hold.end),
      cost: after.cost,
      reason: nullableJson(after.reason),
      started: after.started ? 1 : 0,
      warned: after.warned,
      seen_at: nullableMilliseconds(after.seenAt),
      next_at: nullableMilliseconds(after.nextAt),
      hosts: JSON.stringify(after.hosts),
      updated_at: fromInstant(after.updatedAt),
    })
    .$if(placement !== undefined, (query) => query.set({ placement: JSON.stringify(placement) }))
    .where("id", "=", change.id)
    .execute();
}

/** Its environment lasts as long as it does, and ends with it. */
async function changeItsEnvironment(
  transaction: Transaction,
  { id, at, environmentWindow, releaseEnvironment }: ReservationChange,
  { tenant }: ReservationRecord,
): Promise<readonly NewEvent[]> {
  if (environmentWindow !== undefined)
    await transaction
      .updateTable("environments")
      .set({
        start_at: fromInstant(environmentWindow.start),
        end_at: fromInstant(environmentWindow.end),
        updated_at: fromInstant(at),
      })
      .where("id", "=", id)
      .where("tenant", "=", tenant)
      .execute();
  if (releaseEnvironment === true)
    await changeEnvironment(transaction, {
      id,
      tenant,
      at,
      expect: ["requested", "reserved", "provisioning", "ready", "degraded", "failed"],
      state: "releasing",
    });
  if (environmentWindow === undefined) return [];
  return [{ tenant, environment: id, at, body: await summaryEvent(transaction, { id, tenant }) }];
}

function eventOf({ at, notice }: ReservationChange, after: ReservationRecord): NewEvent {
  return {
    tenant: after.tenant,
    environment: after.id,
    at,
    body: { type: "reservation", reservation: reservationView(after), notice },
  };
}
