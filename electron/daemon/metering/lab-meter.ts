import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../log.ts";
import type { Driver, EnvironmentReference } from "../drivers/driver.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import {
  endEvents,
  labEvents,
  type LabReading,
  type Levels,
  type NumberlessEvent,
} from "./lab-events.ts";
import { packBatch } from "./pack-batch.ts";

/** How often what runs is looked at, in milliseconds. */
export const READ_EVERY = 60_000;
/** A lab that takes twice as long to answer for all its machines is not silent yet. */
const HEARTBEAT_SECONDS = (READ_EVERY / 1000) * 2;
/** Who asks for usage gets a reading no older than this. */
const FRESH = 2_000;

/** What of an environment is looked at. */
export type Metered = Pick<
  EnvironmentRecord,
  "id" | "name" | "managementId" | "pool" | "placement" | "desired"
>;

/** What of a driver is asked. */
export type MeteredBy = Pick<Driver, "usage"> & {
  readonly capabilities: Pick<Driver["capabilities"], "usage">;
};

type MeterStore = Pick<Store, "meterProducers" | "recordUsage">;

/** Reads what a lab's machines have used, and stores it. */
export interface LabMeter {
  /** Looks at an environment now. A lab that does not answer is looked at again later: what is missing then shows. */
  read(record: Metered, driver: MeteredBy, signal: AbortSignal): Promise<void>;
  /** The same, unless it was done a moment ago. */
  refresh(record: Metered, driver: MeteredBy, signal: AbortSignal): Promise<void>;
  /** The last look, before an environment is removed. */
  finish(record: Metered, driver: MeteredBy, signal: AbortSignal): Promise<void>;
}

interface LabMeterContext {
  readonly store: MeterStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** The lab's own producer of usage; no tenant's can be named like it. */
export function labProducer(pool: string): string {
  return `lab/${pool}`;
}

export function createLabMeter(context: LabMeterContext): LabMeter {
  const { store, clock, log } = context;
  const pools = new Map<string, Promise<number>>();
  const levels = new Map<string, Levels>();
  const readAt = new Map<string, number>();
  const boots = new Map<string, { readonly steady: number; readonly since: number }>();

  /** Gives events their numbers and stores them, one pool's after the other. */
  const report = (pool: string, events: readonly NumberlessEvent[]): Promise<number> => {
    const before = pools.get(pool) ?? lastNumber(store, pool);
    const stored = before.then((last) => record(store, clock, pool, last, events));
    // After a failure it is asked anew how far the store has come.
    pools.set(
      pool,
      stored.catch(() => lastNumber(store, pool)),
    );
    return stored;
  };

  /** Reads the steady clock of a boot, which begins where the other clock puts the boot. */
  const bootsOf = (managementId: string, now: number): LabReading["bootOf"] => {
    const seen = new Map<string, ReturnType<LabReading["bootOf"]>>();
    return ({ bootId, bootedAt, instance }) => {
      const key = `${managementId} ${instance} ${bootId}`;
      const told = seen.get(key);
      if (told !== undefined) return told;
      const steady = clock.steady?.() ?? null;
      const known = boots.get(key);
      const begun = known ?? { steady: steady ?? 0, since: Math.max(0, now - bootedAt) };
      if (known === undefined) boots.set(key, begun);
      const elapsed = steady === null ? null : Math.round(begun.since + steady - begun.steady);
      const boot = { isNew: known === undefined, elapsed };
      seen.set(key, boot);
      return boot;
    };
  };

  const look = async (
    environment: Metered,
    driver: MeteredBy,
    signal: AbortSignal,
    isLast: boolean,
  ): Promise<void> => {
    if (!driver.capabilities.usage) return;
    const { id, managementId, pool, placement } = environment;
    const samples = await driver.usage(referenceOf(environment), signal);
    const now = clock.now();
    if (!samples.ok) log.debug({ environment: id, fault: samples.error.code }, "no reading");
    if (!samples.ok && !isLast) return;
    const reading = {
      managementId,
      samples: samples.ok ? samples.value : [],
      addresses: Object.keys(placement?.outsideAddresses ?? {}).length,
      now,
      bootOf: bootsOf(managementId, now),
    };
    const before = levels.get(managementId) ?? new Set();
    const read = labEvents(reading, before);
    const ended = isLast ? endEvents(managementId, read.levels, now + 1) : [];
    levels.set(managementId, read.levels);
    readAt.set(managementId, now);
    if (read.events.length > 0) await report(pool, [...read.events, ...ended]);
    if (!isLast) return;
    levels.delete(managementId);
    readAt.delete(managementId);
    for (const key of boots.keys()) if (key.startsWith(managementId)) boots.delete(key);
  };

  return {
    read: (record, driver, signal) => look(record, driver, signal, false),
    async refresh(record, driver, signal) {
      const age = clock.now() - (readAt.get(record.managementId) ?? Number.NEGATIVE_INFINITY);
      if (Math.abs(age) >= FRESH) await look(record, driver, signal, false);
    },
    finish: (record, driver, signal) => look(record, driver, signal, true),
  };
}

function referenceOf({ managementId, name, desired }: Metered): EnvironmentReference {
  return { managementId, name, desired };
}

/** The highest number that the store has of a pool's readings. */
async function lastNumber(store: MeterStore, pool: string): Promise<number> {
  const producers = await store.meterProducers(null);
  const own = producers.find(({ tenant, name }) => tenant === "" && name === labProducer(pool));
  return own?.ranges.at(-1)?.to ?? 0;
}

/** Stores events and answers the last one's number. */
async function record(
  store: MeterStore,
  clock: Clock,
  pool: string,
  last: number,
  events: readonly NumberlessEvent[],
): Promise<number> {
  const numbered = events.map((event, index) =>
    Object.assign({}, event, { seq: last + 1 + index }),
  );
  const from = {
    tenant: "",
    producer: labProducer(pool),
    heartbeatSeconds: HEARTBEAT_SECONDS,
    receivedAt: toInstant(clock.now()),
  };
  await store.recordUsage(packBatch(from, numbered));
  return last + events.length;
}
