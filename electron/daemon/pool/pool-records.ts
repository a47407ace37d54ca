import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { KeptPool, PoolRecord, Store } from "../store/store.ts";

/**
 * Finds pools as they are stored. A pool is the same object for as long as nobody put it anew: a lab of thousands of
 * hosts takes a while to read, and is asked for with every question about it.
 */
export function createPoolRecords(
  store: Pick<Store, "pool" | "poolRevision">,
): (id: string) => Promise<Result<PoolRecord>> {
  const known = new Map<string, KeptPool>();
  return async (id) => {
    const revision = await store.poolRevision(id);
    const before = known.get(id);
    if (before !== undefined && before.revision === revision) return ok(before.record);
    const now = revision === null ? null : await store.pool(id);
    if (now === null) known.delete(id);
    else known.set(id, now);
    return now === null ? err(fault("not-found", { what: "pool", id })) : ok(now.record);
  };
}
