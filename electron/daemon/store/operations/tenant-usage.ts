import { fromInstant } from "../../../../shared/base/clock.ts";
import type { Segment } from "../../../../shared/pricing/engine/segments.ts";
import type { Window } from "../../../../shared/schedule/window.ts";
import type { MeasuredUsage } from "../usage-records.ts";
import { meteredUsage } from "./metered-segments.ts";
import type { Transaction } from "./operation.ts";
import { toSegment } from "./stored-segment.ts";

/** What all environments of a tenant used at any time in a window, whole: as the daemon saw it, and as it was reported. */
export async function tenantUsage(
  transaction: Transaction,
  tenant: string,
  window: Window,
  measured: MeasuredUsage = "priced",
): Promise<readonly Segment[]> {
  const { start, end } = window;
  const { segments } = await meteredUsage(transaction, tenant, window, null, measured);
  const rows = await transaction
    .selectFrom("usage_segments")
    .innerJoin("environments", "environments.id", "usage_segments.environment")
    .select(["usage_segments.segment", "environments.id", "environments.owner"])
    .where("environments.tenant", "=", tenant)
    .where("usage_segments.start_at", "<", fromInstant(end))
    .where((where) =>
      where.or([
        where("usage_segments.end_at", "is", null),
        where("usage_segments.end_at", ">", fromInstant(start)),
        // A quantity may have been used at one instant.
        where("usage_segments.start_at", ">=", fromInstant(start)),
      ]),
    )
    .orderBy("usage_segments.start_at")
    .orderBy("environments.id")
    .orderBy("usage_segments.instance")
    .orderBy("usage_segments.meter")
    .orderBy("usage_segments.item")
    .execute();
  const seen = rows.map(({ segment, id: environment, owner: user }) =>
    toSegment(segment, { environment, account: tenant, user }),
  );
  return [...seen, ...segments];
}
