import { toInstant } from "../../../shared/base/clock.ts";
import { writtenOf } from "../../../shared/pool/written.ts";
import type { ImportPlan } from "../../../shared/pool/inventory/plan-import.ts";
import { planRanges } from "../../../shared/pool/inventory/ranges.ts";
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
  /** Planned of the pool as it is when it is written, or two who write at once would undo each other's. */
  const take = async (
    id: string,
    by: string,
    planOf: (pool: PoolRecord) => ImportPlan | Promise<ImportPlan>,
  ): Promise<{ readonly pool: PoolRecord; readonly plan: ImportPlan }> => {
    const last: { plan?: ImportPlan } = {};
    const kept = await pools.keep(id, async (known) => {
      last.plan = await planOf(known);
      return { written: writtenOf(last.plan.resources, known) };
    });
    const pool = unwrap(kept);
    const plan = last.plan ?? { rows: [], errors: [], resources: pool.resources };
    const body = historyOf(plan);
    if (body.type === "inventory" && body.total > 0)
      await store.appendPoolChange(id, by, toInstant(clock.now()), body);
    wakeScheduler();
    return { pool, plan };
  };
  return {
    planImport: group.planImport.handler(async ({ input: { id, ...inventory } }) =>
      summaryOf(unwrap(await planInventory(unwrap(await pools.find(id)), inventory))),
    ),
    import: group.import.handler(async ({ input: { id, ...inventory }, context }) => {
      const { pool, plan } = await take(id, context.user.id, async (known) =>
        unwrap(whole(unwrap(await planInventory(known, inventory)))),
      );
      return { pool: poolView(pool), summary: summaryOf(plan) };
    }),
    export: group.export.handler(async ({ input: { id, format } }) => {
      const { resources } = unwrap(await pools.find(id));
      return {
        text: format === "csv" ? printInventoryCsv(resources) : printInventoryJson(resources),
      };
    }),
    put: group.put.handler(async ({ input: { id, sort, values }, context }) => {
      const { pool } = await take(id, context.user.id, async (known) =>
        unwrap(await planThing(known, sort, values)),
      );
      return poolView(pool);
    }),
    drop: group.drop.handler(async ({ input: { id, sort, thing }, context }) => {
      const removed = { where: "", sort, id: thing, change: "removed", differences: [] } as const;
      const { pool } = await take(id, context.user.id, ({ resources }) => ({
        rows: [removed],
        errors: [],
        resources: found(without(resources, sort, thing), sort, thing),
      }));
      return poolView(pool);
    }),
    setRanges: group.setRanges.handler(async ({ input: { id, ...ranges }, context }) => {
      const { pool } = await take(id, context.user.id, ({ resources }) =>
        planRanges(resources, ranges),
      );
      return poolView(pool);
    }),
    weigh: group.weigh.handler(async ({ input: { id, weights }, context }) => {
      const before = unwrap(await pools.find(id)).resources.weights;
      const kept = unwrap(
        await pools.keep(id, ({ written, resources }) => ({
          written: { ...(written ?? writtenOf(resources, { resources, written })), weights },
        })),
      );
      const body = { type: "weights", before, after: weights } as const;
      await store.appendPoolChange(id, context.user.id, toInstant(clock.now()), body);
      return poolView(kept);
    }),
  };
}
