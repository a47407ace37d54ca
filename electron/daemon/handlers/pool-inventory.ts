import { toInstant } from "../../../shared/base/clock.ts";
import type { ImportPlan } from "../../../shared/pool/inventory/plan-import.ts";
import { printInventoryCsv, printInventoryJson } from "../../../shared/pool/inventory/print.ts";
import {
  historyOf,
  planInventory,
  planThing,
  summaryOf,
  whole,
  without,
} from "../pool/inventory.ts";
import { poolView } from "../pool/pool-view.ts";
import type { PoolRecord } from "../store/store.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** What lab admins write down of a pool: whole inventories, and single things by hand. */
export function inventoryHandlers({ pools, store, clock, wakeScheduler }: Services) {
  const group = procedures.pools;
  const take = async (id: string, by: string, plan: ImportPlan): Promise<PoolRecord> => {
    const kept = unwrap(await pools.keep(id, { written: plan.resources }));
    const body = historyOf(plan);
    if (body.type === "inventory" && body.total > 0)
      await store.appendPoolChange(id, by, toInstant(clock.now()), body);
    wakeScheduler();
    return kept;
  };
  return {
    planImport: group.planImport.handler(async ({ input: { id, ...inventory } }) =>
      summaryOf(unwrap(planInventory(unwrap(await pools.find(id)), inventory))),
    ),
    import: group.import.handler(async ({ input: { id, ...inventory }, context }) => {
      const plan = unwrap(whole(unwrap(planInventory(unwrap(await pools.find(id)), inventory))));
      const pool = await take(id, context.user.id, plan);
      return { pool: poolView(pool), summary: summaryOf(plan) };
    }),
    export: group.export.handler(async ({ input: { id, format } }) => {
      const { resources } = unwrap(await pools.find(id));
      return {
        text: format === "csv" ? printInventoryCsv(resources) : printInventoryJson(resources),
      };
    }),
    put: group.put.handler(async ({ input: { id, sort, values }, context }) => {
      const plan = unwrap(planThing(unwrap(await pools.find(id)), sort, values));
      return poolView(await take(id, context.user.id, plan));
    }),
    drop: group.drop.handler(async ({ input: { id, sort, thing }, context }) => {
      const { resources } = unwrap(await pools.find(id));
      const rest = found(without(resources, sort, thing), sort, thing);
      const removed = { where: "", sort, id: thing, change: "removed", differences: [] } as const;
      const plan = { rows: [removed], errors: [], resources: rest };
      return poolView(await take(id, context.user.id, plan));
    }),
    weigh: group.weigh.handler(async ({ input: { id, weights }, context }) => {
      const pool = unwrap(await pools.find(id));
      const before = pool.resources.weights;
      const written = { ...(pool.written ?? pool.resources), weights };
      const kept = unwrap(await pools.keep(id, { written }));
      const body = { type: "weights", before, after: weights } as const;
      await store.appendPoolChange(id, context.user.id, toInstant(clock.now()), body);
      return poolView(kept);
    }),
  };
}
