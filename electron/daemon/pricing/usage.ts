import { toInstant, type Instant } from "../../../shared/base/clock.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";

/** All that is known by `until` of an environment's usage: what the daemon saw, and what was reported of it. */
export async function environmentUsage(
  store: Pick<Store, "usage" | "meteredUsage">,
  { id, tenant }: Pick<EnvironmentRecord, "id" | "tenant">,
  until: Instant,
): Promise<readonly Segment[]> {
  const [seen, reported] = await Promise.all([
    store.usage(id, tenant),
    store.meteredUsage(tenant, { start: toInstant(0), end: until }, [id]),
  ]);
  return [...seen, ...reported.segments];
}
