import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { ACTIVE_STATES } from "../environments/next-state.ts";
import type { Log } from "../log.ts";
import type { Pools } from "../pool/pools.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import { priceEdges } from "./price-edges.ts";
import { READ_EVERY, type LabMeter } from "./lab-meter.ts";

interface MeteringContext {
  readonly store: Store;
  readonly pools: Pools;
  readonly clock: Clock;
  readonly log: Log;
  readonly labMeter: LabMeter;
}

/**
 * Readings of labs stay as they came for so long; then fewer stand for them. What others report may be replaced by
 * them for a week.
 */
const LAB_KEPT_WHOLE = 2 * 3_600_000;
const REPORTS_KEPT_WHOLE = 7 * 86_400_000;
/** How many looks lie between two roll-ups. */
const ROLL_UP_EVERY = 60;
/** So many environments are rolled up at once; the rest an hour later. */
const MOST_ROLLED_UP = 500;

const ACTIVE: ReadonlySet<string> = new Set(ACTIVE_STATES);

/** Looks every minute at what everything that runs has used, until the daemon stops. Only the daemon that leads does. */
export async function meterLabs(context: MeteringContext, signal: AbortSignal): Promise<void> {
  const { store, clock } = context;
  for (let round = 0; !signal.aborted; round++) {
    await clock.sleep(READ_EVERY, signal).catch(() => undefined);
    if (signal.aborted || !(await store.acquireLeadership())) continue;
    await readAll(context, signal);
    if (round % ROLL_UP_EVERY === 0) await rollUpAll(context);
  }
}

/** One lab that does not answer keeps no other one waiting. */
async function readAll(context: MeteringContext, signal: AbortSignal): Promise<void> {
  const { store, log, pools, labMeter } = context;
  const active: EnvironmentRecord[] = [];
  for (const { id, tenant } of await store.openEnvironments()) {
    const record = await store.environment(id, tenant);
    if (record !== null && ACTIVE.has(record.state)) active.push(record);
  }
  await Promise.all(
    [...Map.groupBy(active, ({ pool }) => pool)].map(async ([pool, records]) => {
      const driver = await pools.driver(pool);
      if (!driver.ok) return;
      for (const record of records) {
        if (signal.aborted) return;
        await labMeter
          .read(record, driver.value, signal)
          .catch((error: unknown) => log.error({ error, environment: record.id }, "no reading"));
      }
    }),
  );
}

async function rollUpAll({ store, clock, log }: MeteringContext): Promise<void> {
  const now = clock.now();
  const before = {
    lab: toInstant(now - LAB_KEPT_WHOLE),
    reported: toInstant(now - REPORTS_KEPT_WHOLE),
  };
  const due = await store.dueRollUps(before, MOST_ROLLED_UP);
  for (const { tenant, managementId, from } of due) {
    const edges = await priceEdges(store, tenant, { start: Date.parse(from), end: now });
    await store.rollUpUsage(managementId, before, edges);
  }
  if (due.length > 0) log.info({ environments: due.length }, "usage rolled up");
}
