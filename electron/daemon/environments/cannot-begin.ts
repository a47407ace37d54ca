import type { Fault } from "../../../shared/base/fault.ts";
import { hitBy, hitFault, thingsOutOfUse } from "../../../shared/pool/out-of-use.ts";
import { poolView } from "../pool/pool-view.ts";
import type { Pools } from "../pool/pools.ts";
import type { EnvironmentRecord } from "../store/store.ts";

/**
 * Why an environment whose time has come does not begin now: something that it was placed on is out of use by
 * now. Asked at the last moment, because that may have happened after it was placed.
 */
export async function cannotBegin(
  pools: Pick<Pools, "find">,
  { pool: id, placement }: Pick<EnvironmentRecord, "pool" | "placement">,
  now: number,
): Promise<Fault | null> {
  const pool = await pools.find(id);
  // A lab that is gone or does not answer has its own way of being told.
  if (!pool.ok || pool.value.state === "offline") return null;
  const claims = placement?.claims ?? [];
  const spans = claims.map(({ resource }) => ({ resource, start: now, end: now + 1 }));
  const hit = hitBy(spans, thingsOutOfUse(poolView(pool.value), now), id);
  return hit === null ? null : hitFault("waits-for-machines", hit);
}
