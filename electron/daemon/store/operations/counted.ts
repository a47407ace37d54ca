import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import { Decimal, decimalText } from "../../../../shared/base/money.ts";
import type { Placement } from "../../../../shared/placement/placement.ts";
import type { Window } from "../../../../shared/schedule/window.ts";
import { COUNTED } from "../../../../shared/reservations/quota.ts";
import { sizeOfPlacement } from "../../../../shared/reservations/size.ts";
import { timesThere } from "../../../../shared/reservations/times-there.ts";
import type { CountedHolder, ReservationRecord } from "../reservation-records.ts";
import type { Transaction } from "./operation.ts";
import { RESERVATION_COLUMNS, toReservation } from "./reservation-rows.ts";
import { toRated } from "./stored-rated.ts";

/** All of a tenant's that counts against limits and was or is held after an instant, as long as it was there. */
export async function countedSince(
  transaction: Transaction,
  tenant: string,
  since: Instant,
): Promise<readonly CountedHolder[]> {
  const rows = await transaction
    .selectFrom("reservations")
    .select(RESERVATION_COLUMNS)
    .where("tenant", "=", tenant)
    .where("hold_end", ">", fromInstant(since))
    .where("state", "in", COUNTED)
    .execute();
  const reserved = rows.map((row) => countedOf(toReservation(row)));
  return [
    ...reserved.filter(({ hold }) => hold.end > since),
    ...(await requestedAtOnce(transaction, tenant, since)),
  ];
}

/** What was done before its time costs that much less. */
function countedOf(reservation: ReservationRecord): CountedHolder {
  const { id, owner, machines, cores, cost, window: booked } = reservation;
  const { window, hold } = timesThere(reservation);
  const part = new Decimal(lengthOf(window)).div(lengthOf(booked));
  return { id, owner, hold, machines, cores, cost: decimalText(part.times(cost)) };
}

function lengthOf({ start, end }: Window): number {
  return fromInstant(end) - fromInstant(start);
}

/** Environments without a reservation: those that were given back count for as long as they were there. */
async function requestedAtOnce(
  transaction: Transaction,
  tenant: string,
  since: Instant,
): Promise<readonly CountedHolder[]> {
  const rows = await transaction
    .selectFrom("environments")
    .select(["id", "owner", "state", "start_at", "end_at", "updated_at"])
    .select(["placement", "quote", "statement"])
    .where("tenant", "=", tenant)
    .where("end_at", ">", fromInstant(since))
    .where((expression) =>
      expression.not(
        expression.exists(
          expression
            .selectFrom("reservations")
            .select("reservations.id")
            .whereRef("reservations.id", "=", "environments.id"),
        ),
      ),
    )
    .execute();
  return rows.flatMap((row) => {
    const end = row.state === "released" ? Math.min(row.end_at, row.updated_at) : row.end_at;
    // One that was given back before it began was never there.
    if (row.placement === null || end <= row.start_at) return [];
    const { totals } = toRated(row.statement ?? row.quote);
    const size = sizeOfPlacement(JSON.parse(row.placement) as Placement);
    const hold = { start: toInstant(row.start_at), end: toInstant(end) };
    return [{ id: row.id, owner: row.owner, hold, ...size, cost: totals.gross }];
  });
}
