import { fromInstant, toInstant } from "../../../../shared/base/clock.ts";
import type { MeterEvent } from "../../../../shared/metering/meter-event.ts";
import { packRolledEvent } from "../../../../shared/metering/pack.ts";
import { rollUp } from "../../../../shared/metering/roll-up.ts";
import { countUpTo } from "../../../../shared/pricing/engine/rising.ts";
import type { DueRollUp, RollUpBefore } from "../usage-records.ts";
import type { Transaction } from "./operation.ts";
import { unpackReadings } from "./read-usage.ts";
import { nextNumbers } from "./record-usage.ts";
import { chunks } from "./rows.ts";

/** Environments of which there are old events that are kept as they came. */
export async function dueRollUps(
  transaction: Transaction,
  { lab, reported }: RollUpBefore,
  limit: number,
): Promise<readonly DueRollUp[]> {
  const due = await transaction
    .selectFrom("meter_readings")
    .innerJoin("meter_producers", "meter_producers.id", "meter_readings.producer")
    .select("management_id")
    .distinct()
    .where("rolled", "=", 0)
    .where((where) =>
      where.or([
        where("last_at", "<", fromInstant(reported)),
        where.and([
          where("last_at", "<", fromInstant(lab)),
          where("meter_producers.tenant", "=", ""),
        ]),
      ]),
    )
    .orderBy("management_id")
    .limit(limit)
    .execute();
  if (due.length === 0) return [];
  const rows = await transaction
    .selectFrom("meter_readings")
    .innerJoin("environments", "environments.management_id", "meter_readings.management_id")
    .select(["meter_readings.management_id", "environments.tenant"])
    .select((select) => select.fn.min("meter_readings.first_at").as("first_at"))
    .where(
      "meter_readings.management_id",
      "in",
      due.map((row) => row.management_id),
    )
    .groupBy(["meter_readings.management_id", "environments.tenant"])
    .orderBy("meter_readings.management_id")
    .execute();
  return rows.map(({ management_id: managementId, tenant, first_at: from }) => ({
    managementId,
    tenant,
    from: toInstant(from),
  }));
}

/**
 * Puts fewer events that come to the same in the place of the old ones. Their ids are kept, so the same ones again are
 * still the same. What came together is rolled up together, when all of it is old.
 */
export async function rollUpUsage(
  transaction: Transaction,
  managementId: string,
  before: RollUpBefore,
  edges: readonly number[],
): Promise<void> {
  const rows = await transaction
    .selectFrom("meter_readings")
    .innerJoin("meter_producers", "meter_producers.id", "meter_readings.producer")
    .select(["meter_producers.name", "meter_producers.heartbeat_seconds", "tenant"])
    .select(["number", "producer", "rolled", "last_at", "management_id"])
    .select(["meter_readings.received_at", "events"])
    .where("management_id", "=", managementId)
    .orderBy("number")
    .execute();
  const isOld = ({ rolled, last_at: last, tenant }: (typeof rows)[number]): boolean =>
    rolled === 1 || last < fromInstant(tenant === "" ? before.lab : before.reported);
  const old = rows.filter(isOld);
  const oldEvents = new Set(old.flatMap(unpackReadings));
  const young = rows.filter((row) => !isOld(row)).flatMap(unpackReadings);
  const heartbeats = new Map(rows.map((row) => [row.name, row.heartbeat_seconds]));
  const kept = rollUp([...oldEvents, ...young], {
    heartbeats: (producer) => heartbeats.get(producer) ?? 0,
    isOld: (event) => oldEvents.has(event),
    stretchOf: (time) => countUpTo(edges, time),
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
