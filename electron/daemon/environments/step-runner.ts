import type { Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Step } from "../../../shared/plan/step.ts";
import type { Driver, EnvironmentReference } from "../drivers/driver.ts";
import type { Log } from "../log.ts";
import type { Retries } from "./retries.ts";
import { hostOf, keyOf } from "./step-keys.ts";
import { inStepTime } from "./step-time.ts";

/** Steps of one environment at once, and of them on one host: a host copies only so many images at a time. */
const MOST_STEPS = 64;
const MOST_ON_HOST = 4;
/** Runs steps of one environment side by side. */
export interface StepRunner {
  isBusy(key: string): boolean;
  readonly size: number;
  /** Starts those that may start now. */
  start(steps: readonly Step[], environment: EnvironmentReference, driver: Driver): void;
  /** Cuts what runs, and waits until it has ended. */
  cut(): Promise<void>;
}

interface RunnerOptions {
  readonly retries: Retries;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when one has ended, well or not. */
  readonly onEnd: () => void;
}

interface Running {
  readonly host: string | null;
  readonly ended: Promise<void>;
}

export function createStepRunner({ retries, clock, log, onEnd }: RunnerOptions): StepRunner {
  const running = new Map<string, Running>();
  let cutter = new AbortController();

  const mayStart = (step: Step): boolean => {
    const key = keyOf(step);
    if (running.has(key) || !retries.isDue(key) || running.size >= MOST_STEPS) return false;
    const host = hostOf(step);
    if (host === null) return true;
    return [...running.values()].filter((one) => one.host === host).length < MOST_ON_HOST;
  };
  const run = async (
    step: Step,
    environment: EnvironmentReference,
    driver: Driver,
    signal: AbortSignal,
  ): Promise<void> => {
    const key = keyOf(step);
    try {
      const result = await inStepTime(clock, signal, (inTime) =>
        driver.apply(environment, step, inTime),
      );
      if (result.ok) retries.succeed(key);
      else retries.fail(key, result.error);
    } catch (error) {
      if (signal.aborted) return;
      const reference = `${environment.managementId.slice(0, 8)} ${step.type}`;
      log.error({ error, reference }, "step threw");
      retries.fail(key, fault("internal", { detail: String(error), reference }));
    } finally {
      running.delete(key);
      onEnd();
    }
  };

  return {
    isBusy: (key) => running.has(key),
    get size() {
      return running.size;
    },
    start(steps, environment, driver) {
      for (const step of steps) {
        if (!mayStart(step)) continue;
        const started = Promise.withResolvers<void>();
        running.set(keyOf(step), { host: hostOf(step), ended: started.promise });
        void run(step, environment, driver, cutter.signal).finally(started.resolve);
      }
    },
    async cut() {
      cutter.abort(new Error("cut"));
      await Promise.all([...running.values()].map(({ ended }) => ended));
      cutter = new AbortController();
    },
  };
}
