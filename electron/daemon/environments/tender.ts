import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { FaultError, type Fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { ObservedState } from "../../../shared/plan/observed.ts";
import { planSteps, teardownSteps } from "../../../shared/plan/plan.ts";
import type { Step } from "../../../shared/plan/step.ts";
import type { LevelSegment } from "../../../shared/pricing/project/node-usage.ts";
import type { EnvironmentState, InstanceStatus } from "../../../shared/protocol/environment.ts";
import type { Driver, EnvironmentReference } from "../drivers/driver.ts";
import type { Log } from "../log.ts";
import type { LabMeter } from "../metering/lab-meter.ts";
import type { Pools } from "../pool/pools.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import { finishEnvironment } from "./finish.ts";
import { cannotBegin } from "./cannot-begin.ts";
import { LastKnown } from "./last-known.ts";
import { ACTIVE_STATES, dueState, nextState } from "./next-state.ts";
import { createRetries, type Retries } from "./retries.ts";
import { arrange, type Seen } from "./statuses.ts";
import { CLEAR_KEY, keyOf, OBSERVE_KEY } from "./step-keys.ts";
import { inStepTime } from "./step-time.ts";
import { createStepRunner, type StepRunner } from "./step-runner.ts";
import { unseen } from "./unseen.ts";

export interface TenderContext {
  readonly store: Store;
  readonly pools: Pools;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly catalogue: Catalogue;
  /** When the daemon before this one last lived; what it metered is certain up to then. */
  readonly lastSeen: number;
  /** What its machines have used. */
  readonly labMeter: LabMeter;
  /** The environment is going: whoever is in it must leave. */
  readonly onReleasing: (environment: string) => void;
}

/** A look at an environment that runs well is taken so often. */
const RESYNCHRONISE = 10_000;
/** Steps that end shortly one after the other are looked at together. */
const GATHER = 30;

/** Looks after one environment until it is released. */
export interface Tender {
  /** Something may have changed: look now. */
  wake(): void;
  readonly done: Promise<void>;
}

export function tendEnvironment(
  context: TenderContext,
  reference: { readonly id: string; readonly tenant: string },
  signal: AbortSignal,
): Tender {
  const loop = new TendLoop(context, reference, signal);
  return { wake: () => loop.wake(), done: loop.run() };
}

class TendLoop {
  readonly #context: TenderContext;
  readonly #reference: { readonly id: string; readonly tenant: string };
  readonly #signal: AbortSignal;
  readonly #retries: Retries;
  readonly #runner: StepRunner;
  readonly #known: LastKnown;
  #news = Promise.withResolvers<void>();
  #torn = false;
  #holdsMore = false;
  #isAwaited = true;

  constructor(
    context: TenderContext,
    reference: { readonly id: string; readonly tenant: string },
    signal: AbortSignal,
  ) {
    this.#context = context;
    this.#reference = reference;
    this.#signal = signal;
    this.#known = new LastKnown(context);
    this.#retries = createRetries(context);
    this.#runner = createStepRunner({
      ...context,
      retries: this.#retries,
      onEnd: () => this.wake(),
    });
  }

  wake(): void {
    this.#news.resolve();
  }

  async run(): Promise<void> {
    const wake = (): void => this.wake();
    this.#signal.addEventListener("abort", wake, { once: true });
    try {
      while (!this.#signal.aborted) {
        const { promise } = this.#news;
        const wait = await this.#pass().catch((error: unknown) => this.#survive(error));
        if (wait === null) return;
        await this.#rest(promise, wait);
        this.#news = Promise.withResolvers<void>();
      }
    } finally {
      // The signal lives as long as the daemon; this environment does not.
      this.#signal.removeEventListener("abort", wake);
      await this.#runner.cut();
    }
  }

  /** A bug in a driver holds up its own environment and nothing else; a store that failed ends the daemon. */
  #survive(error: unknown): number {
    if (this.#signal.aborted) return 0;
    if (error instanceof FaultError) throw error;
    this.#context.log.error({ error, environment: this.#reference.id }, "look failed");
    return RESYNCHRONISE;
  }

  /** Waits for news, but no longer than until something is due. */
  async #rest(news: Promise<void>, wait: number): Promise<void> {
    const { clock } = this.#context;
    const early = new AbortController();
    const timer = clock.sleep(wait, early.signal).catch(() => undefined);
    await Promise.race([news, timer]);
    early.abort();
    if (!this.#signal.aborted) await clock.sleep(GATHER, this.#signal).catch(() => undefined);
  }

  /** One look and what follows from it. Gives the time until the next one, or null when all is done. */
  async #pass(): Promise<number | null> {
    const { store, clock, pools } = this.#context;
    const { id, tenant } = this.#reference;
    const record = await store.environment(id, tenant);
    if (record === null || record.state === "released") return null;
    const now = clock.now();
    const due = dueState(record, now);
    if (due !== null) {
      const error = due === "provisioning" ? await cannotBegin(pools, record, now) : null;
      const expect = [record.state];
      const state = error === null ? { state: due } : {};
      await store.changeEnvironment({ id, tenant, at: toInstant(now), expect, error, ...state });
      // Re-planning moves it where there is room; else it begins when its machines may be used again.
      return error === null ? 0 : RESYNCHRONISE;
    }
    if (record.state === "reserved" || record.state === "requested")
      return Math.min(Date.parse(record.window.start) - now, RESYNCHRONISE);
    // What an earlier revision held and this one does not is given back when nothing of it is left.
    if (await this.#known.load(record)) this.#holdsMore = record.revision > 1;
    if (this.#isAwaited) this.#isAwaited = await nobodyCame(store, record);
    const driver = await pools.driver(record.pool);
    if (!driver.ok) return this.#blind(record, driver.error);
    if (record.state === "releasing") await this.#beginRelease(record, driver.value);
    const { managementId, name } = record;
    const environment = { managementId, name, desired: this.#known.desired ?? record.desired };
    const observed = await driver.value.observe(environment, this.#signal);
    if (!observed.ok) return this.#blind(record, observed.error);
    this.#retries.succeed(OBSERVE_KEY);
    return this.#act(record, driver.value, environment, observed.value);
  }

  /** Steps towards running are cut before anything is removed, or they would make it again. */
  async #beginRelease(record: EnvironmentRecord, driver: Driver): Promise<void> {
    if (this.#torn) return;
    const { onReleasing, labMeter } = this.#context;
    onReleasing(record.id);
    await this.#runner.cut();
    await labMeter.finish(record, driver, this.#signal);
    this.#retries.keep(() => false);
    this.#torn = true;
  }

  /** The lab cannot be seen: what is known stays, and the reason is shown. */
  async #blind(record: EnvironmentRecord, reason: Fault): Promise<number> {
    const { store, clock, pools } = this.#context;
    if (this.#signal.aborted) return 0;
    this.#retries.fail(OBSERVE_KEY, reason);
    pools.doubt(record.pool);
    const { id, tenant, state } = record;
    const at = toInstant(clock.now());
    const error = unseen(reason, this.#known.seenAt);
    await store.changeEnvironment({ id, tenant, at, expect: [state], error });
    return this.#untilDue(record);
  }

  async #act(
    record: EnvironmentRecord,
    driver: Driver,
    environment: EnvironmentReference,
    observed: ObservedState,
  ): Promise<number | null> {
    const releasing = record.state === "releasing";
    const waves = releasing ? teardownSteps(observed) : planSteps(environment.desired, observed);
    const seen = arrange(observed);
    const wanted = new Set(waves.flat().map(keyOf));
    this.#retries.keep((key) => wanted.has(key) || key === CLEAR_KEY || this.#runner.isBusy(key));
    if (releasing && waves.length === 0 && this.#runner.size === 0) {
      if (await this.#clear(environment, driver))
        return (await this.#finish(record, seen)) ? null : 0;
      await this.#report(record, seen);
      return this.#untilDue(record);
    }
    this.#runner.start(waves[0] ?? [], environment, driver);
    await this.#report(record, seen);
    if (this.#holdsMore && this.#runner.size === 0 && !waves.flat().some(givesBack))
      await this.#giveBack(record);
    return this.#untilDue(record);
  }

  /**
   * Nothing shows any more, but what a killed daemon ordered may only be in the making: the lab is told once
   * more to remove all of it. False when that failed and has to be tried again.
   */
  async #clear(environment: EnvironmentReference, driver: Driver): Promise<boolean> {
    if (!this.#retries.isDue(CLEAR_KEY)) return false;
    const step = { type: "remove-environment" } as const;
    const cleared = await inStepTime(this.#context.clock, this.#signal, (signal) =>
      driver.apply(environment, step, signal),
    );
    if (cleared.ok) this.#retries.succeed(CLEAR_KEY);
    else this.#retries.fail(CLEAR_KEY, cleared.error);
    return cleared.ok;
  }

  async #finish(record: EnvironmentRecord, seen: Seen): Promise<boolean> {
    const { store, clock, log } = this.#context;
    const now = clock.now();
    const instances = this.#newStatuses(seen, true, now);
    const closing = this.#usage(seen, now, []);
    const done = await finishEnvironment({ store, clock, record, instances, closing, now });
    if (done) log.info({ environment: record.id }, "released");
    return done;
  }

  /** Nothing is there any more but what the design says. */
  async #giveBack(record: EnvironmentRecord): Promise<void> {
    const { id, tenant, revision, placement } = record;
    const at = toInstant(this.#context.clock.now());
    const keepClaims = placement?.claims ?? [];
    const done = await this.#context.store.changeEnvironment({
      id,
      tenant,
      at,
      revision,
      expect: ACTIVE_STATES,
      keepClaims,
    });
    if (done) this.#holdsMore = false;
  }

  /** Stores what changed, together with the events that tell of it. */
  async #report(record: EnvironmentRecord, seen: Seen): Promise<void> {
    const { store, clock, log, pools } = this.#context;
    const now = clock.now();
    const releasing = record.state === "releasing";
    const all = this.#newStatuses(seen, releasing, now);
    const departed = releasing ? [] : this.#known.departed(all);
    const statuses = all.filter(({ id }) => !departed.includes(id));
    const usage = this.#usage(seen, now, releasing ? [] : statuses);
    const state: EnvironmentState = releasing ? "releasing" : nextState(record.state, statuses);
    const error = this.#retries.first()?.fault ?? null;
    // Others have booked, or could book, what does not answer or does again: the lab is asked at once.
    if (isHostDown(error) !== isHostDown(record.error)) pools.doubt(record.pool);
    const changed = this.#known.changed(statuses);
    const { id, tenant } = record;
    this.#known.see(now);
    const same = state === record.state && JSON.stringify(error) === JSON.stringify(record.error);
    if (same && changed.length + departed.length + usage.length === 0) return;
    const stored = await store.changeEnvironment({
      id,
      tenant,
      at: toInstant(now),
      expect: [record.state],
      revision: record.revision,
      state,
      error,
      instances: changed,
      departed,
      usage,
    });
    // Somebody changed its state meanwhile: the next look begins with that.
    if (!stored) return this.wake();
    if (state !== record.state) log.info({ environment: id, state }, "environment");
    this.#known.keep(statuses, usage);
  }

  #newStatuses(seen: Seen, releasing: boolean, now: number): readonly InstanceStatus[] {
    return this.#known.statuses(seen, now, {
      releasing,
      failure: (key) => this.#retries.get(key),
      isWorkedOn: (key) => this.#runner.isBusy(key),
    });
  }

  /** `statuses`: of what is to be there. */
  #usage(seen: Seen, now: number, statuses: readonly InstanceStatus[]): readonly LevelSegment[] {
    return this.#known.usage(seen, now, { statuses, reserved: this.#isAwaited });
  }

  #untilDue(record: EnvironmentRecord): number {
    const now = this.#context.clock.now();
    const end =
      record.state === "releasing" ? Number.POSITIVE_INFINITY : Date.parse(record.window.end);
    const next = Math.min(this.#retries.nextAt() ?? Number.POSITIVE_INFINITY, end);
    return Math.min(Math.max(next - now, 0), RESYNCHRONISE);
  }
}

/** Whoever reserved it has not come yet, as far as anybody watches for that. */
async function nobodyCame(store: Store, { id, session }: EnvironmentRecord): Promise<boolean> {
  const due = session === "" ? null : await store.reservation(id);
  return due !== null && due.request.noShowMinutes !== null && due.reservation.seenAt === null;
}

function isHostDown(error: EnvironmentRecord["error"]): boolean {
  return error?.code === "host-down";
}

/** After it less is held than before. */
function givesBack({ type }: Step): boolean {
  return type.startsWith("remove-") || type === "stop-instance" || type === "change-instance";
}
