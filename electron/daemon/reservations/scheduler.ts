import { FaultError } from "../../../shared/base/fault.ts";
import type { Log } from "../log.ts";
import { tellLevels } from "../pool/levels.ts";
import type { ReservationsContext } from "./context.ts";
import { doWhatIsDue } from "./do-due.ts";
import { replanStranded } from "./replan.ts";
import { rollForward } from "./roll-forward.ts";
import { serveQueue } from "./serve-queue.ts";

/** Other daemons' changes are seen no later than this. */
const LOOK = 10_000;
/** A queue is served and lost machines are looked for at least so often. */
const ROUND = 60_000;

/** Keeps reservations going: starts, warns, ends, releases, books those that wait. */
export interface Scheduler {
  /** Something about reservations changed: look now. */
  wake(): void;
  /** Rejects when the daemon cannot go on: the store failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

export function startScheduler(context: ReservationsContext & { readonly log: Log }): Scheduler {
  const { store, clock, log } = context;
  const stopping = new AbortController();
  let news = Promise.withResolvers<void>();
  let seen = -1;
  let lastRound = Number.NEGATIVE_INFINITY;
  let isPrepared = false;

  const survive = (error: unknown): void => {
    if (error instanceof FaultError) throw error;
    log.error({ error }, "reservations");
  };
  /** Those that wait are only looked at again when something changed that may have made room. */
  const round = async (): Promise<void> => {
    const sequence = await store.latestSequence();
    if (sequence === seen && clock.now() - lastRound < ROUND) return;
    for (const pool of await context.pools.list()) {
      await replanStranded(context, pool);
      await serveQueue(context, pool);
      await tellLevels(context, pool);
    }
    await rollForward(context);
    // As it began: what was told meanwhile may be of where the round had been already.
    seen = sequence;
    lastRound = clock.now();
  };
  const untilNext = async (): Promise<number> => {
    const next = await store.nextDue();
    return next === null ? LOOK : Math.min(LOOK, Math.max(0, Date.parse(next) - clock.now()));
  };
  const rest = async (milliseconds: number): Promise<void> => {
    const early = new AbortController();
    const signal = AbortSignal.any([early.signal, stopping.signal]);
    await Promise.race([clock.sleep(milliseconds, signal).catch(() => undefined), news.promise]);
    early.abort();
    news = Promise.withResolvers<void>();
  };
  /** Who leads learns what is held in its first round; others once, so that nobody who asks waits for it. */
  const prepare = async (): Promise<void> => {
    if (isPrepared) return;
    for (const { id } of await context.pools.list()) await context.held.use(id, () => undefined);
    isPrepared = true;
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let wait = LOOK;
      const leads = await store.acquireLeadership();
      try {
        if (leads) {
          await doWhatIsDue(context);
          await round();
          wait = await untilNext();
        } else await prepare();
      } catch (error) {
        survive(error);
      }
      await rest(wait);
    }
  };
  const done = run();
  return {
    wake: () => news.resolve(),
    done,
    async stop() {
      stopping.abort(new Error("the daemon stops"));
      news.resolve();
      await done.catch(() => undefined);
    },
  };
}
