import type { Clock } from "../../../shared/base/clock.ts";

/** An install script may fetch a lot; nothing honest takes longer. */
const MOST_MINUTES = 15;

/** Does one step of a driver, which is cut off when it takes longer than any does. */
export async function inStepTime<T>(
  clock: Clock,
  signal: AbortSignal,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const late = new AbortController();
  clock.sleep(MOST_MINUTES * 60_000, done.signal).then(
    () => late.abort(new Error(`it took longer than ${MOST_MINUTES} min`)),
    () => undefined,
  );
  try {
    return await step(AbortSignal.any([signal, late.signal]));
  } finally {
    done.abort();
  }
}
