import { toInstant } from "../../../shared/base/clock.ts";
import { poolDuring } from "../../../shared/pool/condition.ts";
import { capacities, type Pool, type ResourceCapacity } from "../../../shared/pool/pool.ts";
import type { PoolRecord } from "../store/store.ts";

/** A pool as everybody may see it: without the way to its server, which holds secrets. */
export function poolView(record: PoolRecord): Pool {
  const { id, name, state, away, refreshedAt, resources, connection, conditions } = record;
  const { driver } = connection;
  return { id, name, driver, state, away, refreshedAt, resources, conditions: [...conditions] };
}

/** What the double-booking guard counts with: what is out of use now and without an end has nothing to give. */
export function capacitiesAt(record: PoolRecord, now: number): readonly ResourceCapacity[] {
  const lasting = record.conditions.filter(({ end }) => end === null);
  const moment = { start: toInstant(now), end: toInstant(now + 1) };
  return capacities(poolDuring({ ...poolView(record), conditions: lasting }, moment));
}
