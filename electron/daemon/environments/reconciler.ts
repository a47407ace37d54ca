import type { Log } from "../log.ts";
import { sweepLeftovers } from "./sweep.ts";
import { tendEnvironment, type Tender, type TenderContext } from "./tender.ts";

/** How often it is asked which environments there are: another daemon may have made one. */
const LOOK = 10_000;
/** How many looks lie between two sweeps for leftovers. */
const SWEEP_EVERY = 18;

/** Keeps every environment on its way, for ever. */
export interface Reconciler {
  /** Something about this environment changed. */
  wake(environment: { readonly id: string; readonly tenant: string }): void;
  /** Ends when stopped. Rejects when the daemon cannot go on: the store failed. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

interface ReconcilerContext extends TenderContext {
  readonly identity: string;
  readonly log: Log;
}

export function startReconciler(context: ReconcilerContext): Reconciler {
  const { store, clock, log } = context;
  const stopping = new AbortController();
  const tenders = new Map<string, Tender>();
  const failed = Promise.withResolvers<void>();
  let term = new AbortController();
  let leading = false;
  let nudge = Promise.withResolvers<void>();

  const tend = (environment: { readonly id: string; readonly tenant: string }): void => {
    const known = tenders.get(environment.id);
    if (known !== undefined) return known.wake();
    const tender = tendEnvironment(context, environment, term.signal);
    tenders.set(environment.id, tender);
    tender.done.then(
      () => {
        if (tenders.get(environment.id) === tender) tenders.delete(environment.id);
      },
      (error: unknown) => failed.reject(error),
    );
  };
  /** Another daemon has taken over: everything here must stop at once. */
  const stepDown = async (): Promise<void> => {
    leading = false;
    term.abort(new Error("another daemon took over"));
    await Promise.allSettled([...tenders.values()].map(({ done }) => done));
    tenders.clear();
    term = new AbortController();
  };
  const look = async (): Promise<void> => {
    if (!(await store.acquireLeadership())) return leading ? stepDown() : undefined;
    leading = true;
    for (const { id, tenant } of await store.openEnvironments())
      if (!tenders.has(id)) tend({ id, tenant });
  };
  const sweep = async (): Promise<void> => {
    if (!leading) return;
    const removed = await sweepLeftovers(context, term.signal);
    if (removed > 0) log.warn({ removed }, "removed leftovers");
  };
  /** Until the next look is due, or somebody asks for one. */
  const rest = async (): Promise<void> => {
    const early = new AbortController();
    const signal = AbortSignal.any([early.signal, stopping.signal]);
    await Promise.race([clock.sleep(LOOK, signal).catch(() => undefined), nudge.promise]);
    early.abort();
    nudge = Promise.withResolvers<void>();
  };
  const run = async (): Promise<void> => {
    for (let round = 0; !stopping.signal.aborted; round++) {
      await look();
      // Sweeping takes as long as the labs take; looking goes on meanwhile.
      if (round % SWEEP_EVERY === 0)
        sweep().catch((error: unknown) => !stopping.signal.aborted && failed.reject(error));
      await rest();
    }
    await stepDown();
  };
  const done = Promise.race([run(), failed.promise]);
  return {
    wake: (environment) => {
      if (stopping.signal.aborted) return;
      // Before the first look it is not known yet whether to tend it: the look is what finds it then.
      if (leading) tend(environment);
      else nudge.resolve();
    },
    done,
    async stop() {
      stopping.abort(new Error("the daemon stops"));
      await done.catch(() => undefined);
    },
  };
}
