import type { Clock } from "../../../shared/base/clock.ts";
import { teardownSteps } from "../../../shared/plan/plan.ts";
import type { Driver, EnvironmentReference } from "../drivers/driver.ts";
import type { Log } from "../log.ts";
import type { Pools } from "../pool/pools.ts";
import type { Store } from "../store/store.ts";
import { inStepTime } from "./step-time.ts";

interface SweepContext {
  readonly store: Store;
  readonly pools: Pools;
  readonly log: Log;
  readonly clock: Clock;
  /** What the management IDs of this store begin with: others' things in the same lab are not ours to judge. */
  readonly identity: string;
}

/** A leftover that is still not gone after so many looks waits for the next sweep. */
const MOST_LOOKS = 10;

/**
 * Removes from every lab what carries this store's stamp and belongs to no open environment: what a step
 * made after its environment was gone. Gives how many environments' worth it removed.
 */
export async function sweepLeftovers(context: SweepContext, signal: AbortSignal): Promise<number> {
  const { store, pools, log, identity } = context;
  let removed = 0;
  for (const { id } of await pools.list()) {
    const driver = await pools.driver(id);
    if (!driver.ok) continue;
    const inventory = await driver.value.inventory(signal);
    if (!inventory.ok) {
      log.debug({ pool: id, fault: inventory.error.code }, "cannot look for leftovers");
      continue;
    }
    // Read after the lab: an environment is stored before anything of it is made.
    const open = new Set((await store.openEnvironments()).map(({ managementId }) => managementId));
    const leftovers = inventory.value.filter((one) => one.startsWith(identity) && !open.has(one));
    for (const managementId of leftovers) {
      log.warn({ pool: id, managementId }, "removing what was left over");
      if (await removeAll(context.clock, driver.value, managementId, signal)) removed++;
    }
  }
  return removed;
}

async function removeAll(
  clock: Clock,
  driver: Driver,
  managementId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const environment: EnvironmentReference = {
    managementId,
    name: "left over",
    desired: { networks: [], volumes: [], instances: [] },
  };
  for (let look = 0; look < MOST_LOOKS && !signal.aborted; look++) {
    const observed = await driver.observe(environment, signal);
    if (!observed.ok) return false;
    // Even when nothing shows: something may be there that is only being made.
    const [wave = [{ type: "remove-environment" as const }]] = teardownSteps(observed.value);
    const results = await inStepTime(clock, signal, (inTime) =>
      Promise.all(wave.map((step) => driver.apply(environment, step, inTime))),
    );
    if (results.some((result) => !result.ok)) return false;
    if (wave.some(({ type }) => type === "remove-environment")) return true;
  }
  return false;
}
