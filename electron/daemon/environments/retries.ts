import type { Clock } from "../../../shared/base/clock.ts";
import type { Fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** After so many failures in a row a part counts as failed; the daemon goes on trying. */
export const FAILED_AFTER = 5;

/** What failed, how often, and when it is tried again. */
export interface Failure {
  readonly fault: Fault;
  readonly attempts: number;
  readonly nextAt: number;
}

/** Back-off per thing that is worked on. */
export interface Retries {
  get(key: string): Failure | undefined;
  fail(key: string, fault: Fault): void;
  succeed(key: string): void;
  isDue(key: string): boolean;
  /** When the next one comes due; null when none will. */
  nextAt(): number | null;
  first(): Failure | undefined;
  /** Forgets what nothing has to be done about any more: it mended by itself. */
  keep(isWanted: (key: string) => boolean): void;
}

export function createRetries({ clock, random }: { clock: Clock; random: Random }): Retries {
  const failures = new Map<string, Failure>();
  return {
    get: (key) => failures.get(key),
    fail(key, fault) {
      const attempts = (failures.get(key)?.attempts ?? 0) + 1;
      const wait = Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT);
      // Half of it is random, so that what failed together is not tried together again.
      const nextAt = clock.now() + wait * (0.5 + random.next() / 2);
      failures.set(key, { fault, attempts, nextAt });
    },
    succeed: (key) => void failures.delete(key),
    isDue: (key) => (failures.get(key)?.nextAt ?? 0) <= clock.now(),
    nextAt() {
      // What is due already is being tried, or waits for something else that will wake the loop.
      const times = [...failures.values()]
        .map(({ nextAt }) => nextAt)
        .filter((nextAt) => nextAt > clock.now());
      return times.length === 0 ? null : Math.min(...times);
    },
    first: () => failures.values().next().value,
    keep(isWanted) {
      for (const key of failures.keys()) if (!isWanted(key)) failures.delete(key);
    },
  };
}
