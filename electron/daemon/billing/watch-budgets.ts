import type { Log } from "../log.ts";
import type { EventFeed } from "../monitoring/event-feed.ts";
import { isNewlyReached, type SpendingContext } from "./spending.ts";

/** Money is spent as time goes by, too. */
const LOOK = 60_000;
/** What happens within a second is looked at together. */
const TOGETHER = 1000;

interface WatchContext extends SpendingContext {
  readonly log: Log;
  readonly feed: Pick<EventFeed, "next">;
  /** What was used by a tenant reached a threshold. */
  readonly onReached: (tenant: string) => void;
}

/**
 * Looks at what tenants with budgets have used, a moment after anything happened; it costs what happened. Where prices
 * need all usage at once the biller alone looks, every few minutes.
 */
export async function watchBudgets(context: WatchContext, signal: AbortSignal): Promise<void> {
  const { store, clock, feed, log } = context;
  while (!signal.aborted) {
    const news = feed.next();
    if (await store.acquireLeadership())
      for (const tenant of await store.budgetedTenants())
        await look(context, tenant).catch((error: unknown) => log.error({ error }, "budgets"));
    const early = new AbortController();
    const either = AbortSignal.any([early.signal, signal]);
    await Promise.race([news, clock.sleep(LOOK, either).catch(() => undefined)]);
    early.abort();
    await clock.sleep(TOGETHER, signal).catch(() => undefined);
  }
}

async function look(context: WatchContext, tenant: string): Promise<void> {
  const reached = await isNewlyReached(context, tenant);
  if (!reached.ok) context.log.debug({ tenant, fault: reached.error.code }, "budgets");
  else if (reached.value === true) context.onReached(tenant);
}
