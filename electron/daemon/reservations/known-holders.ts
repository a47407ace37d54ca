import type { EnvironmentSummary } from "../../../shared/protocol/environment.ts";
import type { ReservationRecord } from "../store/reservation-records.ts";
import type { ReservationsContext } from "./context.ts";

/** Who holds something of a pool. */
export interface KnownHolder extends Pick<ReservationRecord, "name" | "tenant" | "owner"> {
  /** null: an environment that was requested at once. */
  readonly reservation: string | null;
  /** null where nobody asked. */
  readonly preemptible: boolean | null;
}

/** All of these holders by id: the reservations among them, and environments that were requested at once. */
export async function knownHolders(
  store: ReservationsContext["store"],
  reservations: readonly ReservationRecord[],
  holders: readonly string[],
): Promise<ReadonlyMap<string, KnownHolder>> {
  const known = new Map<string, KnownHolder>(
    reservations.map((one) => [one.id, Object.assign({}, one, { reservation: one.id })]),
  );
  if (holders.every((id) => known.has(id))) return known;
  const environments = await openSummaries(store);
  for (const id of holders) {
    const one = known.has(id) ? undefined : environments.get(id);
    if (one === undefined) continue;
    const { name, tenant, owner } = one;
    known.set(id, { name, tenant, owner, reservation: null, preemptible: null });
  }
  return known;
}

/** What everybody's environments are called that were not released yet. */
export async function openSummaries(
  store: ReservationsContext["store"],
): Promise<ReadonlyMap<string, EnvironmentSummary>> {
  const tenants = new Set((await store.openEnvironments()).map(({ tenant }) => tenant));
  const lists = await Promise.all([...tenants].map((tenant) => store.listEnvironments(tenant)));
  return new Map(lists.flat().map((one) => [one.id, one]));
}
