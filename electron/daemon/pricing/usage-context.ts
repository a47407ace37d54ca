import type { UsageContext } from "../../../shared/pricing/project/node-usage.ts";
import { drawnCounts, type DrawnCounts } from "../../../shared/pricing/project/scaled.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";

type Whose = Pick<
  EnvironmentRecord,
  "id" | "tenant" | "owner" | "session" | "qosClass" | "revision"
>;

/** Whose an environment's usage is, projected and metered alike. */
export async function usageContextOf(
  store: Pick<Store, "baseline">,
  record: Whose,
): Promise<UsageContext> {
  const { id: environment, tenant: account, owner: user, session, qosClass } = record;
  const drawn = await countsWhenSent(store, record);
  return { account, environment, user, session, qosClass, ...(drawn !== undefined && { drawn }) };
}

/** How many of each node it was sent with; undefined where that is the same as now, or nobody knows. */
export async function countsWhenSent(
  store: Pick<Store, "baseline">,
  { id, tenant, revision }: Pick<Whose, "id" | "tenant" | "revision">,
): Promise<DrawnCounts | undefined> {
  // Only a changed design can have more than was sent.
  const baseline = revision > 1 ? await store.baseline(id, tenant) : null;
  return baseline === null ? undefined : drawnCounts(baseline.design);
}
