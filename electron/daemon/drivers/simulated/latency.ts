import { seededRandom, seedFrom } from "../../../../shared/base/seeded-random.ts";

/** How long the lab takes for its work, in seconds: the quickest and the slowest. As seen on a rack of servers. */
const SECONDS = {
  "create-environment": [0.1, 0.4],
  "create-network": [0.4, 1.5],
  "create-volume": [0.8, 3],
  "create-instance": [3, 9],
  "change-instance": [0.5, 2],
  "change-volume": [0.5, 2],
  "start-instance": [6, 20],
  "stop-instance": [1, 4],
  "configure-instance": [0.5, 2],
  "install-application": [4, 30],
  "start-application": [0.5, 3],
  "remove-instance": [1, 4],
  "remove-volume": [0.5, 2],
  "remove-network": [0.2, 1],
  "remove-environment": [0.1, 0.5],
} as const satisfies Record<string, readonly [number, number]>;

export type Work = keyof typeof SECONDS;

/** Milliseconds for one piece of work: the same for the same seed and thing, whatever else happens. */
export type Latency = (work: Work, thing: string, factor?: number) => number;

export function createLatency(seed: number, speed: number): Latency {
  return (work, thing, factor = 1) => {
    const [quickest, slowest] = SECONDS[work];
    const share = seededRandom(seedFrom(`${seed} ${work} ${thing}`)).next();
    // Squared, because most are quick and a few are slow.
    return ((quickest + (slowest - quickest) * share ** 2) * 1000 * factor) / speed;
  };
}
