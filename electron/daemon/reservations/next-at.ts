import { toInstant, type Instant } from "../../../shared/base/clock.ts";
import { nextDeed, type Lease } from "../../../shared/reservations/lease.ts";
import type { BookingRecord, ReservationRecord } from "../store/reservation-records.ts";

type Terms = Pick<BookingRecord["request"], "margins" | "noShowMinutes" | "heartbeatMinutes">;

/** A reservation and its booking's terms, as what time alone is asked about. */
export function leaseOf(
  record: Pick<
    ReservationRecord,
    "state" | "window" | "hold" | "movableUntil" | "seenAt" | "warned"
  >,
  { margins, noShowMinutes, heartbeatMinutes }: Terms,
): Lease {
  const { state, window, hold, movableUntil, seenAt, warned } = record;
  return {
    state,
    window,
    hold,
    movableUntil,
    seenAt,
    warned,
    margins,
    noShowMinutes,
    heartbeatMinutes,
  };
}

/** When the store is to name it again. */
export function nextAt(...[record, terms]: Parameters<typeof leaseOf>): Instant | null {
  const deed = nextDeed(leaseOf(record, terms));
  return deed === null ? null : toInstant(deed.at);
}
