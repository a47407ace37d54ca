import { fromInstant } from "../../../../shared/base/clock.ts";
import type { EnvironmentState } from "../../../../shared/protocol/environment.ts";
import type { Notice, ReservationState } from "../../../../shared/protocol/reservation.ts";
import { whyEnding } from "../../../../shared/reservations/ended.ts";
import { sizeOfPlacement } from "../../../../shared/reservations/size.ts";
import type { EnvironmentChange, EnvironmentRevision } from "../store.ts";
import type { NewEvent } from "./events.ts";
import type { Transaction } from "./operation.ts";
import {
  hostsOf,
  RESERVATION_COLUMNS,
  reservationView,
  toReservation,
} from "./reservation-rows.ts";
import { nullableJson } from "./rows.ts";

const FOLLOWS: Partial<
  Record<EnvironmentState, { from: readonly ReservationState[]; to: ReservationState }>
> = {
  releasing: { from: ["running"], to: "ending" },
  released: { from: ["running", "ending"], to: "done" },
};

/** A reservation goes the way of its environment; one without a reservation has nothing to follow. */
export async function followEnvironment(
  transaction: Transaction,
  { id, state, at, why }: Pick<EnvironmentChange, "id" | "state" | "at" | "why">,
): Promise<NewEvent[]> {
  const follows = state === undefined ? undefined : FOLLOWS[state];
  if (follows === undefined) return [];
  const row = await transaction
    .selectFrom("reservations")
    .select(RESERVATION_COLUMNS)
    .where("id", "=", id)
    .where("state", "in", follows.from)
    .executeTakeFirst();
  if (row === undefined) return [];
  const before = toReservation(row);
  // What is ending already ends for what it began to end for.
  const reason = before.state === "running" ? whyEnding(before, at, why) : before.reason;
  await transaction
    .updateTable("reservations")
    .set({
      state: follows.to,
      reason: nullableJson(reason),
      next_at: null,
      updated_at: fromInstant(at),
    })
    .where("id", "=", id)
    .execute();
  return [await reservationEvent(transaction, id, follows.to === "done" ? "ended" : null)];
}

/** A reservation is where its environment is, and as large; one that gets another design or place takes it along. */
export async function followRevision(
  transaction: Transaction,
  { id, at, placement, quote }: Pick<EnvironmentRevision, "id" | "at" | "placement" | "quote">,
): Promise<NewEvent[]> {
  const { numUpdatedRows } = await transaction
    .updateTable("reservations")
    .set({
      ...sizeOfPlacement(placement),
      hosts: JSON.stringify(hostsOf(placement.hosts)),
      placement: JSON.stringify(placement),
      cost: quote.totals.gross,
      updated_at: fromInstant(at),
    })
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? [] : [await reservationEvent(transaction, id, null)];
}

/** The event that tells of a reservation as it is now. */
export async function reservationEvent(
  transaction: Transaction,
  id: string,
  notice: Notice | null,
): Promise<NewEvent> {
  const row = await transaction
    .selectFrom("reservations")
    .select(RESERVATION_COLUMNS)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const record = toReservation(row);
  return {
    tenant: record.tenant,
    environment: id,
    at: record.updatedAt,
    body: { type: "reservation", reservation: reservationView(record), notice },
  };
}
