import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../log.ts";
import type { Pools } from "../pool/pools.ts";

const EVERY = 60_000;

/** Asks every lab now and then what it has and whether it is there, until the daemon stops. */
export async function refreshPools(
  pools: Pools,
  { clock, log }: { clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const { id } of await pools.list()) {
      const refreshed = await pools.refresh(id);
      if (!refreshed.ok) log.debug({ pool: id, fault: refreshed.error.code }, "pool");
    }
    await clock.sleep(EVERY, signal).catch(() => undefined);
  }
}
