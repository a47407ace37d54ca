import { setTimeout as delay } from "node:timers/promises";
import type { AbortSignalLike, Clock } from "../../shared/base/clock.ts";

/** Longer waits overflow Node's timers; whoever waits looks at the clock again anyway. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The real time. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    steady: () => performance.now(),
    sleep: async (milliseconds, signal) => {
      // Every AbortSignalLike that Node code has is a real AbortSignal.
      const options = signal === undefined ? {} : { signal: signal as AbortSignal };
      await delay(Math.min(Math.max(milliseconds, 0), LONGEST_TIMER), undefined, options).catch(
        (reason: unknown) => throwReason(signal, reason),
      );
    },
  };
}

function throwReason(signal: AbortSignalLike | undefined, reason: unknown): never {
  throw signal?.aborted === true ? signal.reason : reason;
}
