import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { Placement } from "../../../../shared/placement/placement.ts";
import { COUNTED } from "../../../../shared/reservations/quota.ts";
import { sizeOfPlacement } from "../../../../shared/reservations/size.ts";
import type { CountedHolder } from "../reservation-records.ts";
import type { Transaction } from "./operation.ts";
import { RESERVATION_COLUMNS, toReservation } from "./reservation-rows.ts";
import { toRated } from "./stored-rated.ts";

/** All of a tenant's that counts against limits and was or is held after an instant. */
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
  return [...rows.map(toReservation), ...(await requestedAtOnce(transaction, tenant, since))];
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
