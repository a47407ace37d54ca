import { toInstant } from "../../../shared/base/clock.ts";
import { FaultError } from "../../../shared/base/fault.ts";
import { closedThrough } from "../../../shared/billing/accrual.ts";
import { nextPeriod } from "../../../shared/billing/periods.ts";
import type { Log } from "../log.ts";
import { accountOf } from "./account.ts";
import { carryOutStops, checkBudgets } from "./budgets.ts";
import { carryOutEnd } from "./contract-ends.ts";
import { deliver } from "./deliver.ts";
import { catchUp } from "./issue.ts";
import type { Outside } from "./outside.ts";
import { makeReports } from "./reports.ts";
import type { SpendingContext } from "./spending.ts";

/** It looks around at least so often. */
const LOOK = 60_000;
/** What other daemons agreed on with customers is seen no later than this. */
const RECHECK = 10 * 60_000;
/** What is still to come is rated to see how far budgets are; what was used is watched besides. */
const WATCH = 5 * 60_000;

export interface BillerContext extends SpendingContext {
  readonly log: Log;
  readonly outside: Outside;
  /** Of the lab, as statements name it. */
  readonly identity: string;
  /** Something about an environment changed that should be seen now. */
  readonly wake: (environment: { readonly id: string; readonly tenant: string }) => void;
}

/** Bills whole periods when they are over, watches budgets, makes reports, sends what is to be sent. */
export interface Biller {
  /** Something about money changed: look now. */
  wake(): void;
  /** A budget of a tenant is reached: look at that now. */
  wakeBudgets(tenant: string): void;
  /** Rejects when the daemon cannot go on: the store failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

export function startBiller(context: BillerContext): Biller {
  const { store, clock, log } = context;
  const stopping = new AbortController();
  let news = Promise.withResolvers<void>();
  /** When a tenant is to be looked at again. */
  let next = new Map<string, number>();
  let watched = new Map<string, number>();
  /** When a tenant's contract wants something done. */
  const ends = new Map<string, number>();

  /** What goes wrong with one customer keeps no other waiting. */
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (error instanceof FaultError) throw error;
      log.error({ error }, what);
    }
  };
  const round = async (): Promise<void> => {
    await store.beginContracts(toInstant(clock.now()));
    for (const tenant of await store.billedTenants())
      if ((next.get(tenant) ?? 0) <= clock.now())
        await attempt("bills", async () => {
          next.set(tenant, await billed(context, tenant));
        });
    for (const tenant of await store.budgetedTenants())
      await attempt("budgets", async () => {
        if ((watched.get(tenant) ?? 0) > clock.now()) return;
        watched.set(tenant, clock.now() + WATCH);
        const checked = await checkBudgets(context, tenant);
        if (!checked.ok) log.warn({ tenant, fault: checked.error }, "budgets");
      });
    await attempt("stops", () => carryOutStops(context));
    for (const tenant of await store.billedTenants())
      await attempt("contract ends", async () => {
        ends.set(tenant, (await carryOutEnd(context, tenant)) ?? Infinity);
      });
    await attempt("reports", () => makeReports(context));
    await attempt("messages", () => deliver(context));
  };
  const rest = async (): Promise<void> => {
    const early = new AbortController();
    const signal = AbortSignal.any([early.signal, stopping.signal]);
    const soonest = Math.min(...next.values(), ...ends.values()) - clock.now();
    const pause = Math.max(1, Math.min(LOOK, soonest));
    await Promise.race([clock.sleep(pause, signal).catch(() => undefined), news.promise]);
    early.abort();
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // What is told from here on is seen by the next round.
      news = Promise.withResolvers<void>();
      if (await store.acquireLeadership()) await round();
      await rest();
    }
  };
  const done = run();
  return {
    wake: () => {
      next = new Map();
      watched = new Map();
      news.resolve();
    },
    wakeBudgets: (tenant) => {
      watched.delete(tenant);
      news.resolve();
    },
    done,
    async stop() {
      stopping.abort(new Error("the daemon stops"));
      news.resolve();
      await done.catch(() => undefined);
    },
  };
}

/** Bills what is over; when the next period is. */
async function billed(context: BillerContext, tenant: string): Promise<number> {
  const caught = await catchUp(context, tenant);
  const again = context.clock.now() + RECHECK;
  if (!caught.ok) {
    context.log.warn({ tenant, fault: caught.error }, "bills");
    return again;
  }
  if (caught.value > 0) context.log.info({ tenant, bills: caught.value }, "billed");
  const account = await accountOf(context, tenant);
  const newest = account?.revisions.at(-1);
  if (account === null || newest === undefined) return again;
  const period = nextPeriod(newest, closedThrough(account.issued));
  return period === null ? again : Math.min(again, Date.parse(period.end));
}
