import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { MeterEvent } from "../../../../shared/metering/meter-event.ts";
import { packRolledEvent } from "../../../../shared/metering/pack.ts";
import { quarterOf, rollUp } from "../../../../shared/metering/roll-up.ts";
import type { Transaction } from "./operation.ts";
import { unpackReadings } from "./read-usage.ts";
import { nextNumbers } from "./record-usage.ts";
import { chunks } from "./rows.ts";

/** Environments of which there are events of before an instant that are kept as they came. */
export async function dueRollUps(
  transaction: Transaction,
  before: Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom("meter_readings")
    .select("management_id")
    .distinct()
    .where("rolled", "=", 0)
    .where("last_at", "<", fromInstant(before))
    .orderBy("management_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.management_id);
}

/**
 * Puts fewer events that come to the same in the place of those of before an instant. Their ids are kept, so the same
 * ones again are still the same. What came together is rolled up together, when all of it is old.
 */
export async function rollUpUsage(
  transaction: Transaction,
  managementId: string,
  before: Instant,
): Promise<void> {
  const rows = await transaction
    .selectFrom("meter_readings")
    .innerJoin("meter_producers", "meter_producers.id", "meter_readings.producer")
    .select(["meter_producers.name", "meter_producers.heartbeat_seconds"])
    .select(["number", "producer", "rolled", "last_at", "management_id"])
    .select(["meter_readings.received_at", "events"])
    .where("management_id", "=", managementId)
    .orderBy("number")
    .execute();
  const limit = fromInstant(before);
  const isOld = ({ rolled, last_at: last }: (typeof rows)[number]): boolean =>
    rolled === 1 || last < limit;
  const old = rows.filter(isOld);
  const heartbeats = new Map(rows.map((row) => [row.name, row.heartbeat_seconds]));
  const oldEvents = new Set(old.flatMap(unpackReadings));
  const young = rows.filter((row) => !isOld(row)).flatMap(unpackReadings);
  const kept = rollUp([...oldEvents, ...young], {
    heartbeats: (producer) => heartbeats.get(producer) ?? 0,
    isOld: (event) => oldEvents.has(event),
    stretchOf: quarterOf,
  });
  for (const numbers of chunks(old.map(({ number }) => number)))
    await transaction
      .deleteFrom("meter_readings")
      .where("management_id", "=", managementId)
      .where("number", "in", numbers)
      .execute();
  const producers = new Map(rows.map((row) => [row.name, row.producer]));
  await insertRolledUp(transaction, managementId, producers, kept);
}

/** So many in a row of the table: what is rolled up again is read as a whole. */
const EVENTS_PER_ROW = 2000;

async function insertRolledUp(
  transaction: Transaction,
  managementId: string,
  producers: ReadonlyMap<string, number>,
  kept: readonly MeterEvent[],
): Promise<void> {
  const parts = [...Map.groupBy(kept, ({ producerId }) => producerId)].flatMap(([name, own]) =>
    chunks(own, EVENTS_PER_ROW).map((events) => ({ producer: producers.get(name) ?? 0, events })),
  );
  if (parts.length === 0) return;
  const first = await nextNumbers(transaction, "meter_readings", parts.length);
  for (const [index, { producer, events }] of parts.entries()) {
    const times = events.map(({ at }) => fromInstant(at));
    await transaction
      .insertInto("meter_readings")
      .values({
        management_id: managementId,
        number: first + index,
        producer,
        rolled: 1,
        first_at: Math.min(...times),
        last_at: Math.max(...times),
        received_at: Math.max(...events.map(({ receivedAt }) => fromInstant(receivedAt))),
        events: JSON.stringify(events.map(packRolledEvent)),
      })
      .execute();
  }
}
