import { setImmediate } from "node:timers/promises";
import type { Steps } from "../../shared/base/steps.ts";

/** All of some work, with whatever else waits between its steps. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
