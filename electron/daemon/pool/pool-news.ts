import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import type { WireFault } from "../../../shared/base/wire-fault.ts";
import type { PoolChangeBody, ThingChange } from "../../../shared/pool/change.ts";
import { hostChanges, type HostChange } from "../../../shared/pool/host-changes.ts";
import type { Log } from "../log.ts";
import type { PoolRecord, Store } from "../store/store.ts";

/** What windows are told of pools at once, and what of it stands in their history. */
export interface PoolNews {
  state(
    pool: string,
    state: "online" | "offline" | "removed",
    why?: WireFault | null,
  ): Promise<void>;
  /** That a lab went away, is back or is reached by another way: told; the first two are lines in its history, too. */
  sight(before: PoolRecord, record: PoolRecord): Promise<void>;
  /** Hosts that came, went, failed or returned by themselves: told, and a line in the pool's history. */
  hosts(before: PoolRecord, record: PoolRecord): Promise<void>;
  /** Every window that shows the lab has to know at once. */
  kept(pool: string, kept: Partial<Pick<PoolRecord, "written" | "conditions">>): Promise<void>;
}

/** Of many hosts the first are told. */
const MOST_TOLD = 100;
/** Who did what nobody did. */
const ITSELF = "the lab itself";

export function createPoolNews(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): PoolNews {
  const { store, clock, log } = options;
  const at = (): string => toInstant(clock.now());
  const news: PoolNews = {
    async state(pool, state, why = null) {
      log.info({ pool, state, ...(why && { fault: why.code }) }, "pool");
      const body = { type: "pool", pool, state, ...(why && { away: why }) } as const;
      await store.appendEvent(null, null, at(), body);
    },
    async sight(before, record) {
      const { id, state, away } = record;
      // Another reason is news for those who look at it, and no line in its history.
      const isSame = state === before.state;
      if (isSame && JSON.stringify(whyOf(record)) === JSON.stringify(whyOf(before))) return;
      await news.state(id, state, whyOf(record));
      if (isSame) return;
      await store.appendPoolChange(
        id,
        ITSELF,
        at(),
        away === null ? { type: "back", since: before.refreshedAt } : { type: "away", why: away },
      );
    },
    async hosts(before, { resources }) {
      const changes = hostChanges(before.resources, resources);
      if (changes.length === 0) return;
      const { id } = before;
      const hosts = changes.slice(0, MOST_TOLD);
      await store.appendPoolChange(id, ITSELF, at(), hostHistory(before, changes, hosts));
      const body = { type: "pool-hosts", pool: id, total: changes.length, hosts } as const;
      await store.appendEvent(null, null, at(), body);
    },
    async kept(pool, { conditions, written }) {
      if (conditions !== undefined) {
        const all = [...conditions];
        const body = { type: "pool-conditions" as const, pool, conditions: all };
        await store.appendEvent(null, null, at(), body);
      }
      if (written !== undefined)
        await store.appendEvent(null, null, at(), { type: "pool-inventory", pool });
    },
  };
  return news;
}

/** Why a lab is away, or reached by another way; null where all is as it should be. */
function whyOf({ state, away, resources }: PoolRecord): WireFault | null {
  return state === "offline" ? away : (resources.detour ?? null);
}

/** As lines of the same sort as what people change. */
function hostHistory(
  { resources }: PoolRecord,
  all: readonly HostChange[],
  told: readonly HostChange[],
): PoolChangeBody {
  const states = new Map(resources.hosts.map(({ id, state }) => [id, state]));
  const things = told.map(({ host, change }): ThingChange => {
    const common = { sort: "host", id: host } as const;
    if (change === "appeared") return { ...common, change: "added", differences: [] };
    if (change === "vanished") return { ...common, change: "removed", differences: [] };
    const differences = [{ field: "state", before: states.get(host), after: STATES[change] }];
    return { ...common, change: "changed", differences };
  });
  return { type: "inventory", total: all.length, things };
}

const STATES = { failed: "down", drained: "drained", returned: "up" } as const;
