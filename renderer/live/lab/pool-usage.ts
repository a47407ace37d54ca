import { useEffect, useMemo, useState } from "react";
import { capacities, resourceIds, type Pool } from "../../../shared/pool/pool.ts";
import { ask } from "../actions.ts";
import { daemonNow } from "../running-bill.ts";
import { useLive } from "../state.ts";

type HostPart = "cores" | "memoryMiB" | "diskGiB";

interface Held {
  readonly held: number;
  readonly capacity: number;
}

export interface PoolUsage {
  /** Over all hosts that are up. */
  total(part: HostPart): Held;
  ofHost(host: string, part: HostPart): Held;
}

/** What is held of a pool at this moment; renewed when an environment begins or ends. */
export function usePoolUsage(pool: Pool): PoolUsage {
  const [held, setHeld] = useState<ReadonlyMap<string, number>>(new Map());
  // Holding changes only with the set of environments that hold something.
  const holders = useLive((live) =>
    Object.values(live.summaries)
      .filter((one) => one.pool === pool.id && one.state !== "released")
      .map((one) => one.id)
      .join(" "),
  );
  useEffect(() => {
    let current = true;
    const now = daemonNow();
    const window = { start: new Date(now).toISOString(), end: new Date(now + 1000).toISOString() };
    void ask((client) => client.pools.usage({ id: pool.id, ...window })).then((usage) => {
      if (current && usage.ok) setHeld(new Map(usage.value.map((one) => [one.resource, one.held])));
    });
    return () => {
      current = false;
    };
    // `holders` and `refreshedAt` are not read, they say when to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [pool.id, pool.refreshedAt, holders]);
  return useMemo(() => usageOf(pool, held), [pool, held]);
}

function usageOf(pool: Pool, held: ReadonlyMap<string, number>): PoolUsage {
  const capacity = new Map(capacities(pool).map((one) => [one.resource, one.capacity]));
  function ofHost(host: string, part: HostPart): Held {
    const resource = resourceIds.host(pool.id, host, part);
    return { held: held.get(resource) ?? 0, capacity: capacity.get(resource) ?? 0 };
  }
  return {
    ofHost,
    total: (part) => {
      const parts = pool.resources.hosts.map((host) => ofHost(host.id, part));
      return {
        held: parts.reduce((sum, one) => sum + one.held, 0),
        capacity: parts.reduce((sum, one) => sum + one.capacity, 0),
      };
    },
  };
}
