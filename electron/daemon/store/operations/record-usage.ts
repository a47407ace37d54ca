import { sql } from "kysely";
import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type { PackedEvent } from "../../../../shared/metering/pack.ts";
import { mergeRanges, type SequenceRange } from "../../../../shared/metering/watermark.ts";
import type { MeterBatch, MeterConflict, PackedReadings, RecordedUsage } from "../usage-records.ts";
import { append } from "./events.ts";
import type { Transaction } from "./operation.ts";
import { chunks } from "./rows.ts";

/** An event of a conflict names so many of the ids. */
const MOST_NAMED = 20;

/** Stores what is new of a batch; what came before succeeds again; what came with another content is kept aside. */
export async function recordUsage(
  transaction: Transaction,
  batch: MeterBatch,
): Promise<RecordedUsage> {
  const owners = await ownersOf(transaction, batch);
  const producer = await producerOf(transaction, batch);
  const fresh = await insertKeys(transaction, producer, batch.keys);
  const told =
    fresh.length === batch.count
      ? { readings: batch.readings, conflicts: batch.conflicts }
      : await sortOut(transaction, producer, batch, new Set(fresh));
  const late = await replacingRolledUp(transaction, producer, batch, told.readings);
  const conflicts = [...told.conflicts, ...late];
  const readings = without(told.readings, new Set(late.map(({ eventId }) => eventId)));
  await insertReadings(transaction, producer, batch.receivedAt, readings);
  await keepAside(transaction, producer, batch.receivedAt, conflicts);
  if (conflicts.length > 0) await tell(transaction, batch, conflicts, owners);
  // Those that contradict another one of the same batch are not in its count.
  const contradicting = told.conflicts.length - batch.conflicts.length;
  return {
    accepted: fresh.length - late.length,
    duplicates: batch.count - fresh.length - contradicting,
    conflicts: [...new Set(conflicts.map(({ eventId }) => eventId))],
  };
}

interface Owner {
  readonly tenant: string;
  readonly environment: string;
}

/** Whose the environments are. A producer of a tenant speaks of the tenant's own only. */
async function ownersOf(
  transaction: Transaction,
  { tenant, readings }: MeterBatch,
): Promise<ReadonlyMap<string, Owner>> {
  const owners = new Map<string, Owner>();
  for (const part of chunks(readings)) {
    const rows = await transaction
      .selectFrom("environments")
      .select(["id", "tenant", "management_id"])
      .where(
        "management_id",
        "in",
        part.map(({ managementId }) => managementId),
      )
      .$if(tenant !== "", (query) => query.where("tenant", "=", tenant))
      .execute();
    for (const row of rows)
      owners.set(row.management_id, { tenant: row.tenant, environment: row.id });
  }
  const unknown = readings.find(({ managementId }) => !owners.has(managementId));
  if (unknown !== undefined)
    throw new FaultError(fault("usage-unknown", { managementId: unknown.managementId }));
  return owners;
}

/** The producer's number, with what arrived of it noted. */
async function producerOf(
  transaction: Transaction,
  { tenant, producer: name, heartbeatSeconds, receivedAt, sequences }: MeterBatch,
): Promise<number> {
  const known = await transaction
    .selectFrom("meter_producers")
    .select(["id", "ranges"])
    .where("tenant", "=", tenant)
    .where("name", "=", name)
    .executeTakeFirst();
  const before: readonly SequenceRange[] = known === undefined ? [] : JSON.parse(known.ranges);
  const values = {
    heartbeat_seconds: heartbeatSeconds,
    ranges: JSON.stringify(joined(before, sequences)),
    received_at: fromInstant(receivedAt),
  };
  if (known !== undefined) {
    await transaction
      .updateTable("meter_producers")
      .set(values)
      .where("id", "=", known.id)
      .execute();
    return known.id;
  }
  const id = await nextNumbers(transaction, "meter_producers", 1);
  await transaction
    .insertInto("meter_producers")
    .values({ id, tenant, name, ...values })
    .execute();
  return id;
}

function joined(
  before: readonly SequenceRange[],
  arrived: readonly SequenceRange[],
): readonly SequenceRange[] {
  return mergeRanges([...before, ...arrived], []);
}

/** The first of so many numbers that nobody had before. */
export async function nextNumbers(
  transaction: Transaction,
  name: "meter_producers" | "meter_readings",
  count: number,
): Promise<number> {
  const { value } = await transaction
    .updateTable("counters")
    .set((expression) => ({ value: expression("value", "+", count) }))
    .where("name", "=", name)
    .returning("value")
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

/** The ids that were not there. One statement for all; both engines read JSON by these names. */
async function insertKeys(
  transaction: Transaction,
  producer: number,
  keys: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ event_id: string }>`
    INSERT INTO meter_keys (producer, event_id, hash)
    SELECT cast(${producer} AS bigint), value ->> 0, value ->> 1 FROM json_each(${keys}) WHERE true
    ON CONFLICT (producer, event_id) DO NOTHING RETURNING event_id`.execute(transaction);
  return rows.map(({ event_id: id }) => id);
}

/**
 * Parts what is new from what is told again, and from what is told otherwise. SQLite goes through a cross join in the
 * order in which it is written: each key that is given is looked up once.
 */
async function sortOut(
  transaction: Transaction,
  producer: number,
  { keys, readings, conflicts }: MeterBatch,
  fresh: ReadonlySet<string>,
): Promise<Pick<MeterBatch, "readings" | "conflicts">> {
  const { rows } = await sql<{ event_id: string; hash: string }>`
    SELECT stored.event_id, given.value ->> 1 AS hash
    FROM json_each(${keys}) AS given CROSS JOIN meter_keys AS stored
    WHERE stored.producer = ${producer} AND stored.event_id = given.value ->> 0
      AND stored.hash <> given.value ->> 1`.execute(transaction);
  const others = new Map(rows.map((row) => [row.event_id, row.hash]));
  const aside = readings.flatMap(({ managementId, events }) =>
    eventsIn(events).flatMap((event): MeterConflict[] => {
      const hash = others.get(event[0]);
      if (hash === undefined) return [];
      const text = JSON.stringify(event);
      return [{ eventId: event[0], hash, managementId, reason: "content", event: text }];
    }),
  );
  return {
    conflicts: [...conflicts, ...aside],
    readings: filtered(readings, (id) => fresh.has(id)),
  };
}

function eventsIn(text: string): readonly PackedEvent[] {
  return JSON.parse(text);
}

function without(
  readings: readonly PackedReadings[],
  ids: ReadonlySet<string>,
): readonly PackedReadings[] {
  return ids.size === 0 ? readings : filtered(readings, (id) => !ids.has(id));
}

function filtered(
  readings: readonly PackedReadings[],
  keeps: (eventId: string) => boolean,
): readonly PackedReadings[] {
  return readings.flatMap((reading) => {
    const kept = eventsIn(reading.events).filter(([id]) => keeps(id));
    const events = JSON.stringify(kept);
    return kept.length === 0 ? [] : [Object.assign({}, reading, { events })];
  });
}

/** Events that replace one which is a part of a sum by now: that cannot be taken back. */
async function replacingRolledUp(
  transaction: Transaction,
  producer: number,
  { superseded }: MeterBatch,
  fresh: readonly PackedReadings[],
): Promise<readonly MeterConflict[]> {
  const found: MeterConflict[] = [];
  if (superseded.size === 0) return found;
  const raw = await rawIds(transaction, producer, fresh);
  const known = await transaction
    .selectFrom("meter_keys")
    .select("event_id")
    .where("producer", "=", producer)
    .where("event_id", "in", [...superseded.keys()])
    .execute();
  const late = new Set(
    known.flatMap(({ event_id: id }) => (raw.has(id) ? [] : (superseded.get(id) ?? []))),
  );
  for (const { managementId, events } of fresh)
    for (const event of eventsIn(events))
      if (late.has(event[0])) {
        const common = { eventId: event[0], hash: "", managementId, reason: "rolled-up" } as const;
        found.push({ ...common, event: JSON.stringify(event) });
      }
  return found;
}

/** Ids of the producer's events that are kept as they came, or come now. */
async function rawIds(
  transaction: Transaction,
  producer: number,
  fresh: readonly PackedReadings[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction
    .selectFrom("meter_readings")
    .select("events")
    .where("producer", "=", producer)
    .where("rolled", "=", 0)
    .where(
      "management_id",
      "in",
      fresh.map(({ managementId }) => managementId),
    )
    .execute();
  return new Set([...rows, ...fresh].flatMap(({ events }) => eventsIn(events).map(([id]) => id)));
}

async function insertReadings(
  transaction: Transaction,
  producer: number,
  receivedAt: Instant,
  readings: readonly PackedReadings[],
): Promise<void> {
  if (readings.length === 0) return;
  const first = await nextNumbers(transaction, "meter_readings", readings.length);
  const rows = readings.map(({ managementId, from, to, events }, index) => ({
    management_id: managementId,
    number: first + index,
    producer,
    rolled: 0,
    first_at: from,
    last_at: to,
    received_at: fromInstant(receivedAt),
    events,
  }));
  for (const values of chunks(rows))
    await transaction.insertInto("meter_readings").values(values).execute();
}

async function keepAside(
  transaction: Transaction,
  producer: number,
  receivedAt: Instant,
  conflicts: readonly MeterConflict[],
): Promise<void> {
  const rows = conflicts.map(({ eventId, hash, managementId, reason, event }) => ({
    producer,
    event_id: eventId,
    hash,
    management_id: managementId,
    reason,
    received_at: fromInstant(receivedAt),
    event,
  }));
  for (const values of chunks(rows))
    await transaction
      .insertInto("meter_conflicts")
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Tells the tenant of each environment that something was kept aside. */
async function tell(
  transaction: Transaction,
  { producer, receivedAt }: MeterBatch,
  conflicts: readonly MeterConflict[],
  owners: ReadonlyMap<string, Owner>,
): Promise<void> {
  const events = [...Map.groupBy(conflicts, ({ managementId }) => managementId)].flatMap(
    ([managementId, own]) => {
      const owner = owners.get(managementId);
      if (owner === undefined) return [];
      const ids = own.slice(0, MOST_NAMED).map(({ eventId }) => eventId);
      const { tenant, environment } = owner;
      const body = {
        type: "usage-conflict",
        environment,
        producer,
        total: own.length,
        events: ids,
      } as const;
      return [{ tenant, environment, at: receivedAt, body }];
    },
  );
  if (events.length > 0) await append(transaction, events);
}
