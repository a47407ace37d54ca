import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../log.ts";
import type { Pools } from "../pool/pools.ts";

/** How often labs that did not answer are asked, and how many of those times lie between two questions to all. */
const EVERY = 5000;
const ALL_EVERY = 12;

/**
 * Asks every lab now and then what it has and whether it is there, until the daemon stops; one that is away more
 * often. A lab that takes its time to answer keeps no other one waiting.
 */
export async function refreshPools(
  pools: Pools,
  { clock, log, onReturn }: { clock: Clock; log: Log; onReturn: () => void },
  signal: AbortSignal,
): Promise<void> {
  const asked = new Map<string, Promise<void>>();
  const ask = async (id: string): Promise<void> => {
    const wasAway = pools.away().includes(id);
    const refreshed = await pools.refresh(id, signal);
    if (!refreshed.ok) log.debug({ pool: id, fault: refreshed.error.code }, "pool");
    else if (wasAway && !pools.away().includes(id)) onReturn();
  };
  for (let round = 0; !signal.aborted; round++) {
    const all = round % ALL_EVERY === 0;
    const due = all ? (await pools.list()).map(({ id }) => id) : pools.away();
    for (const id of due) {
      if (asked.has(id)) continue;
      const answer = ask(id)
        // A store that failed is noticed elsewhere, by whatever it was used for.
        .catch((error: unknown) => void (signal.aborted || log.error({ error, pool: id }, "pool")))
        .finally(() => asked.delete(id));
      asked.set(id, answer);
    }
    await clock.sleep(EVERY, signal).catch(() => undefined);
  }
  await Promise.all(asked.values());
}
