import { FaultError } from "../../../../shared/base/fault.ts";
import { countsFrom, isLimiting, quotaFault } from "../../../../shared/reservations/quota.ts";
import type { CountedHolder } from "../reservation-records.ts";
import { countedSince } from "./counted.ts";
import type { Transaction } from "./operation.ts";
import { listQuotas } from "./quotas.ts";

/** Refuses what would take a tenant, or a user of it, beyond a limit. */
export async function refuseBeyondQuota(
  transaction: Transaction,
  tenant: string,
  wanted: readonly CountedHolder[],
): Promise<void> {
  if (wanted.length === 0) return;
  const quotas = (await listQuotas(transaction, tenant)).filter(isLimiting);
  if (quotas.length === 0) return;
  const all = await countedSince(transaction, tenant, countsFrom(wanted));
  const changed = new Set(wanted.map(({ id }) => id));
  const held = all.filter(({ id }) => !changed.has(id));
  const broken = quotaFault(quotas, held, wanted);
  if (broken !== null) throw new FaultError(broken);
}
