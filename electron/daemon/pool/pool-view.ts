import type { Pool } from "../../../shared/pool/pool.ts";
import type { PoolRecord } from "../store/store.ts";

/** A pool as everybody may see it: without the way to its server, which holds secrets. */
export function poolView(record: PoolRecord): Pool {
  const { id, name, state, refreshedAt, resources, connection } = record;
  return { id, name, driver: connection.driver, state, refreshedAt, resources, conditions: [] };
}
