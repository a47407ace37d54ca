import type { Fault } from "../../../shared/base/fault.ts";
import type { PlannedSlot, Quota } from "../../../shared/protocol/reservation.ts";
import { countsFrom, isLimiting, quotaFault } from "../../../shared/reservations/quota.ts";
import type { Store } from "../store/store.ts";

interface Whose {
  readonly tenant: string;
  readonly user: string;
}

type Size = Pick<PlannedSlot, "hold" | "machines" | "cores" | "cost">;

/**
 * The limit that these would break together with what is held, or null. The store looks again when it books.
 * `instead`: the reservation whose place these take.
 */
export async function faultOfQuota(
  store: Store,
  { tenant, user }: Whose,
  wanted: readonly Size[],
  instead: string | null = null,
): Promise<Fault | null> {
  const quotas = (await store.listQuotas(tenant)).filter(isLimiting);
  if (quotas.length === 0 || wanted.length === 0) return null;
  const all = await store.countedSince(tenant, countsFrom(wanted));
  const held = all.filter(({ id }) => id !== instead);
  return quotaFault(
    quotas,
    held,
    wanted.map(({ hold, machines, cores, cost }) => ({ hold, machines, cores, cost, owner: user })),
  );
}

/** Whether a rule asks for a lab admin's approval of so many machines at once. */
export async function needsApproval(
  store: Store,
  whose: Whose,
  wanted: readonly Pick<PlannedSlot, "machines">[],
): Promise<boolean> {
  const most = Math.max(0, ...wanted.map(({ machines }) => machines));
  return most > (await approvalLimit(store, whose));
}

/** More machines at once than this need a lab admin's approval. */
export async function approvalLimit(store: Store, whose: Whose): Promise<number> {
  const quotas = await quotasOf(store, whose);
  return Math.min(
    Infinity,
    ...quotas.flatMap(({ approvalAboveMachines }) => approvalAboveMachines ?? []),
  );
}

/** As urgent as it was asked for, as far as its user may. */
export async function allowedPriority(
  store: Store,
  whose: Whose,
  priority: number,
): Promise<number> {
  const quotas = await quotasOf(store, whose);
  return Math.min(priority, ...quotas.map(({ highestPriority }) => highestPriority));
}

async function quotasOf(store: Store, { tenant, user }: Whose): Promise<readonly Quota[]> {
  const quotas = await store.listQuotas(tenant);
  return quotas.filter((quota) => quota.user === null || quota.user === user);
}
