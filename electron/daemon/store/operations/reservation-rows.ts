import type { Insertable, Selectable } from "kysely";
import { fromInstant, toInstant } from "../../../../shared/base/clock.ts";
import type { Reservation, ReservationState } from "../../../../shared/protocol/reservation.ts";
import type { BookingRecord, NewReservation, ReservationRecord } from "../reservation-records.ts";
import type { Tables } from "../schema/tables.ts";
import { nullableInstant, nullableJson, nullableMilliseconds } from "./rows.ts";

/** All but the placement, which only the start of its environment needs. */
export const RESERVATION_COLUMNS = [
  "id",
  "booking",
  "tenant",
  "owner",
  "pool",
  "name",
  "slot",
  "copy",
  "variant",
  "state",
  "start_at",
  "end_at",
  "hold_start",
  "hold_end",
  "movable_until",
  "priority",
  "preemptible",
  "machines",
  "cores",
  "cost",
  "hosts",
  "reason",
  "started",
  "seen_at",
  "warned",
  "next_at",
  "created_at",
  "updated_at",
] as const satisfies readonly (keyof Tables["reservations"])[];

type Row = Pick<Selectable<Tables["reservations"]>, (typeof RESERVATION_COLUMNS)[number]>;

export function toReservation(row: Row): ReservationRecord {
  const { id, booking, tenant, owner, pool, name, copy, variant, priority } = row;
  return {
    id,
    booking,
    tenant,
    owner,
    pool,
    name,
    copy,
    variant,
    priority,
    key: row.slot,
    state: row.state as ReservationState,
    window: { start: toInstant(row.start_at), end: toInstant(row.end_at) },
    hold: { start: toInstant(row.hold_start), end: toInstant(row.hold_end) },
    preemptible: row.preemptible === 1,
    machines: row.machines,
    cores: row.cores,
    cost: row.cost,
    hosts: JSON.parse(row.hosts) as string[],
    started: row.started === 1,
    reason: row.reason === null ? null : (JSON.parse(row.reason) as Reservation["reason"]),
    updatedAt: toInstant(row.updated_at),
    movableUntil: nullableInstant(row.movable_until),
    seenAt: nullableInstant(row.seen_at),
    warned: row.warned,
    nextAt: nullableInstant(row.next_at),
    createdAt: toInstant(row.created_at),
  };
}

export function fromReservation({
  record,
  placement,
}: NewReservation): Insertable<Tables["reservations"]> {
  const { id, booking, tenant, owner, pool, name, copy, variant, state, priority } = record;
  const { machines, cores, cost, warned } = record;
  return {
    id,
    booking,
    tenant,
    owner,
    pool,
    name,
    copy,
    variant,
    state,
    priority,
    machines,
    cores,
    cost,
    warned,
    slot: record.key,
    start_at: fromInstant(record.window.start),
    end_at: fromInstant(record.window.end),
    hold_start: fromInstant(record.hold.start),
    hold_end: fromInstant(record.hold.end),
    movable_until: nullableMilliseconds(record.movableUntil),
    preemptible: record.preemptible ? 1 : 0,
    hosts: JSON.stringify(record.hosts),
    placement: nullableJson(placement),
    reason: nullableJson(record.reason),
    started: record.started ? 1 : 0,
    seen_at: nullableMilliseconds(record.seenAt),
    next_at: nullableMilliseconds(record.nextAt),
    created_at: fromInstant(record.createdAt),
    updated_at: fromInstant(record.updatedAt),
  };
}

/** Each host once, sorted. */
export function hostsOf(hosts: Readonly<Record<string, string>>): string[] {
  return [...new Set(Object.values(hosts))].sort();
}

/** What the wire carries of it: without what only the daemon keeps. */
export function reservationView(record: ReservationRecord): Reservation {
  const { cost: _, movableUntil: _m, seenAt: _s, warned: _w, nextAt: _n, ...rest } = record;
  const { createdAt: _c, ...view } = rest;
  return view;
}

export function toBooking(row: Selectable<Tables["bookings"]>): BookingRecord {
  const { id, tenant, owner } = row;
  return {
    id,
    tenant,
    owner,
    request: JSON.parse(row.request) as BookingRecord["request"],
    designs: JSON.parse(row.designs) as BookingRecord["designs"],
    bookedUntil: nullableInstant(row.booked_until),
    createdAt: toInstant(row.created_at),
  };
}
