import { systemClock } from "../../electron/node/system-clock.ts";
import type { Clock } from "../../shared/base/clock.ts";

/** A clock that runs so many times faster than the real one, so that a test sees hours pass. */
export function fastClock(factor: number): Clock {
  const real = systemClock();
  const begin = real.now();
  return {
    now: () => Math.round(begin + (real.now() - begin) * factor),
    sleep: (milliseconds, signal) => real.sleep(milliseconds / factor, signal),
  };
}
