import { seededRandom, seedFrom } from "../../../../shared/base/seeded-random.ts";
import type { ThirdPartyCounters, UsageSample } from "../driver.ts";
import type { LabItem } from "./journal.ts";

const DAY_MS = 86_400_000;
const MEAN_LOAD = 0.3;
const SWING = 0.25;
/** Bytes per core and second at full load. */
const TRAFFIC = 2_000_000;
const SYSTEM_BYTES = 2 ** 30;
/** What part of a machine's work is for people outside, where they reach it. */
const VISITORS = 0.6;
/** What part of the traffic stays on the disk. */
const WRITTEN = 0.01;

/** Counters of a running instance: a load that swings over the day, each instance with its own noon. */
export function simulatedUsage(item: LabItem, now: number): UsageSample {
  const since = item.runningAt ?? now;
  const share = seededRandom(seedFrom(`${item.managementId} ${item.id}`)).next();
  const busy = loadIntegral(now, share) - loadIntegral(since, share);
  const cpuSeconds = (busy / 1000) * item.cores;
  const bytes = cpuSeconds * TRAFFIC;
  return {
    instance: item.id,
    bootId: `${item.serial}-${since}`,
    bootedAt: since,
    ...countersOf(item, {
      cpuNanoseconds: cpuSeconds * 1e9,
      receivedBytes: bytes * share,
      sentBytes: bytes * (1 - share),
    }),
    memoryBytes: Math.round(item.memoryMiB * 1024 * 1024 * (0.25 + 0.4 * share)),
    // A system, and what has been written since.
    diskBytes: Math.round(SYSTEM_BYTES * (1 + share) + bytes * WRITTEN),
  };
}

/** In whole numbers of which none ever falls: neither the sum nor its parts. */
function countersOf(
  { visited }: LabItem,
  whole: ThirdPartyCounters,
): Pick<UsageSample, keyof ThirdPartyCounters | "byThirdParties"> {
  const part = (of: number): ThirdPartyCounters => ({
    cpuNanoseconds: Math.floor(whole.cpuNanoseconds * of),
    receivedBytes: Math.floor(whole.receivedBytes * of),
    sentBytes: Math.floor(whole.sentBytes * of),
  });
  if (!visited) return part(1);
  const [own, byThirdParties] = [part(1 - VISITORS), part(VISITORS)];
  return {
    cpuNanoseconds: own.cpuNanoseconds + byThirdParties.cpuNanoseconds,
    receivedBytes: own.receivedBytes + byThirdParties.receivedBytes,
    sentBytes: own.sentBytes + byThirdParties.sentBytes,
    byThirdParties,
  };
}

/** The time integral of load(t) = mean + swing · sin(2π·(t/day + share)), up to a constant. */
function loadIntegral(time: number, share: number): number {
  const turn = 2 * Math.PI;
  return MEAN_LOAD * time - (SWING * DAY_MS * Math.cos(turn * (time / DAY_MS + share))) / turn;
}
