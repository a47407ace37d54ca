import { capacities, type Pool, type PoolResources, type ResourceId } from "../pool/pool.ts";
import { overlaps, type Window } from "../schedule/window.ts";
import type { Holding } from "./placement.ts";

/** What is left of each resource all through a window. */
export interface Available {
  /** Whole units, never negative; 0 for a resource the pool does not have. */
  free(resource: ResourceId): number;
  /** The most that others hold at the same time at some time in the window, where they hold anything. */
  readonly peaks: ReadonlyMap<ResourceId, number>;
}

/** Capacity less the most that others hold at the same time; reservations that follow each other count once. */
export function availableIn(pool: Pool, window: Window, held: readonly Holding[]): Available {
  const peaks = peakHoldings(window, held);
  let total: ReadonlyMap<ResourceId, number> | null = null;
  return {
    free: (resource) => {
      total ??= capacityOf(pool);
      return Math.max(0, (total.get(resource) ?? 0) - (peaks.get(resource) ?? 0));
    },
    peaks,
  };
}

type Capacities = ReadonlyMap<ResourceId, number>;

const known = new WeakMap<PoolResources, Map<Pool["id"], Capacities>>();

/**
 * Remembered, since a large pool has tens of thousands of resources: by their description, which the daemon has
 * longer than any one view of a pool.
 */
function capacityOf(pool: Pool): Capacities {
  const { id, resources } = pool;
  const byPool = known.get(resources) ?? new Map<Pool["id"], Capacities>();
  known.set(resources, byPool);
  const found = byPool.get(id);
  if (found !== undefined) return found;
  const own = new Map(capacities(pool).map(({ resource, capacity }) => [resource, capacity]));
  byPool.set(id, own);
  return own;
}

function peakHoldings(window: Window, held: readonly Holding[]): ReadonlyMap<ResourceId, number> {
  // Who asks about a window mostly gives what is held in that very window, each thing once: tens of thousands.
  const peaks = new Map<ResourceId, number>();
  let inside = 0;
  for (const one of held) {
    if (one.window !== window && !overlaps(one.window, window)) continue;
    inside++;
    peaks.set(one.resource, one.quantity);
  }
  if (peaks.size === inside) return peaks;
  const several = held.filter((one) => one.window === window || overlaps(one.window, window));
  for (const [resource, holdings] of Map.groupBy(several, (one) => one.resource))
    peaks.set(resource, peak(holdings));
  return peaks;
}

function peak(holdings: readonly Holding[]): number {
  const [first] = holdings;
  if (first !== undefined && holdings.length === 1) return first.quantity;
  const changes = holdings
    .flatMap(({ quantity, window }) => [
      { at: Date.parse(window.start), change: quantity },
      { at: Date.parse(window.end), change: -quantity },
    ])
    // Windows are half-open: what ends at an instant is free for what starts at it.
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let [level, highest] = [0, 0];
  for (const { change } of changes) {
    level += change;
    highest = Math.max(highest, level);
  }
  return highest;
}
