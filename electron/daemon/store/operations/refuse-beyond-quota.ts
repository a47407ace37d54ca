import { FaultError } from "../../../../shared/base/fault.ts";
import { COUNTED, quotaFault } from "../../../../shared/reservations/quota.ts";
import type { ReservationRecord } from "../reservation-records.ts";
import type { Transaction } from "./operation.ts";
import { listQuotas } from "./quotas.ts";
import { RESERVATION_COLUMNS, toReservation } from "./reservation-rows.ts";

/** Refuses what would take a tenant, or a user of it, beyond a limit. `wanted` is one tenant's. */
export async function refuseBeyondQuota(
  transaction: Transaction,
  wanted: readonly ReservationRecord[],
): Promise<void> {
  const tenant = wanted[0]?.tenant;
  if (tenant === undefined) return;
  const quotas = await listQuotas(transaction, tenant);
  if (quotas.length === 0) return;
  // From the start of the first month on: that is as far back as hours are counted.
  const since = Math.min(
    ...wanted.map(({ hold }) => Date.parse(`${hold.start.slice(0, 7)}-01T00:00:00Z`)),
  );
  const rows = await transaction
    .selectFrom("reservations")
    .select(RESERVATION_COLUMNS)
    .where("tenant", "=", tenant)
    .where("hold_end", ">", since)
    .where("state", "in", COUNTED)
    .execute();
  const changed = new Set(wanted.map(({ id }) => id));
  const held = rows.filter(({ id }) => !changed.has(id)).map(toReservation);
  const broken = quotaFault(quotas, held, wanted);
  if (broken !== null) throw new FaultError(broken);
}
