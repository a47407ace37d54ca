import { toInstant } from "../../../shared/base/clock.ts";
import type { PoolChangeBody } from "../../../shared/pool/change.ts";
import { shownConnection } from "../pool/connection-change.ts";
import { holdersOf, holdersShownTo } from "../pool/holders.ts";
import { holdersPage } from "../pool/holders-page.ts";
import { poolLevels } from "../pool/levels.ts";
import { poolOccupancy, poolTimeline, poolUsage } from "../pool/pool-times.ts";
import { poolView } from "../pool/pool-view.ts";
import { askerOf } from "./calendar.ts";
import { conditionHandlers } from "./pool-conditions.ts";
import { inventoryHandlers } from "./pool-inventory.ts";
import { procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** The hardware, which tenants share. */
export function poolHandlers(services: Services) {
  const { pools, store, clock, detectLabs, reservations, wakeScheduler } = services;
  const group = procedures.pools;
  const note = (pool: string, by: string, body: PoolChangeBody): Promise<number> =>
    store.appendPoolChange(pool, by, toInstant(clock.now()), body);
  return {
    list: group.list.handler(async () => (await pools.list()).map(poolView)),
    usage: group.usage.handler(async ({ input: { id, start, end } }) => {
      return poolUsage(reservations, unwrap(await pools.find(id)), { start, end });
    }),
    timeline: group.timeline.handler(async ({ input: { id, start, end, most, least } }) => {
      const pool = unwrap(await pools.find(id));
      return poolTimeline(reservations, { pool: pool.id, window: { start, end }, most, least });
    }),
    occupancy: group.occupancy.handler(async ({ input: { id, ...asked } }) =>
      poolOccupancy(reservations, unwrap(await pools.find(id)), asked),
    ),
    levels: group.levels.handler(async ({ input: { id } }) => [
      ...(await poolLevels(reservations, unwrap(await pools.find(id)))),
    ]),
    holders: group.holders.handler(async ({ input: { id, of, ...time }, context }) => {
      const { tenant, user } = context;
      const holders = await holdersOf(reservations, unwrap(await pools.find(id)), of, time);
      return holdersShownTo(askerOf(tenant, user), holders);
    }),
    holderRows: group.holderRows.handler(async ({ input: { id, ...asked }, context }) => {
      const { tenant, user } = context;
      const pool = unwrap(await pools.find(id));
      return holdersPage(reservations, pool, asked, askerOf(tenant, user));
    }),
    detect: group.detect.handler(async () => {
      const known = new Set(
        (await pools.list()).map(({ connection }) => JSON.stringify(connection)),
      );
      const labs = await detectLabs();
      return labs.filter(({ connection }) => !known.has(JSON.stringify(connection)));
    }),
    add: group.add.handler(async ({ input: { name, connection }, context }) => {
      const pool = unwrap(await pools.add(name, connection));
      await note(pool.id, context.user.id, { type: "added", name });
      return poolView(pool);
    }),
    connection: group.connection.handler(async ({ input: { id } }) =>
      unwrap(shownConnection(unwrap(await pools.find(id)).connection)),
    ),
    change: group.change.handler(async ({ input: { id, ...request }, context }) => {
      const { pool, change } = unwrap(await pools.change(id, request));
      if (change !== null) await note(id, context.user.id, change);
      wakeScheduler();
      return poolView(pool);
    }),
    refresh: group.refresh.handler(async ({ input: { id } }) => {
      const pool = unwrap(await pools.refresh(id));
      wakeScheduler();
      return poolView(pool);
    }),
    remove: group.remove.handler(async ({ input: { id }, context }) => {
      const { name } = unwrap(await pools.find(id));
      unwrap(await pools.remove(id));
      await note(id, context.user.id, { type: "removed", name });
      return {};
    }),
    faults: group.faults.handler(async ({ input: { id } }) => unwrap(await pools.faults(id))),
    setFaults: group.setFaults.handler(async ({ input: { id, faults } }) => {
      unwrap(await pools.setFaults(id, faults));
      // A dead host holds nothing any more; one that is back does.
      unwrap(await pools.refresh(id));
      wakeScheduler();
      return {};
    }),
    ...inventoryHandlers(services),
    ...conditionHandlers(services),
    changes: group.changes.handler(async ({ input: { id, before, limit } }) => [
      ...(await store.poolChanges(id, before, limit)),
    ]),
  };
}
