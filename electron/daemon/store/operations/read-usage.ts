import { toInstant } from "../../../../shared/base/clock.ts";
import type { MeterEvent } from "../../../../shared/metering/meter-event.ts";
import { unpackEvent, type PackedEvent } from "../../../../shared/metering/pack.ts";
import type {
  ConflictRecord,
  EnvironmentReadings,
  MeterSubjectRecord,
  ProducerRecord,
} from "../usage-records.ts";
import type { Transaction } from "./operation.ts";

interface ReadingsRow {
  readonly number: number;
  readonly management_id: string;
  readonly name: string;
  readonly received_at: number;
  readonly events: string;
}

/** The events of one row. */
export function unpackReadings(row: ReadingsRow): readonly MeterEvent[] {
  const common = {
    producerId: row.name,
    managementId: row.management_id,
    receivedAt: toInstant(row.received_at),
  };
  const packed: readonly PackedEvent[] = JSON.parse(row.events);
  return packed.map((event) => unpackEvent(event, common));
}

/** A time at which nothing was yet. */
const EVER = Number.NEGATIVE_INFINITY;
/** A sign of life is expected within a day at the latest. */
const LONGEST_SILENCE = 86_400_000;

/**
 * All events of a tenant's environments: of some, or of all that may have used anything since an instant, in
 * milliseconds. Without what the lab's own producers read where nobody wants it.
 */
export async function meterReadings(
  transaction: Transaction,
  tenant: string,
  environments: readonly string[] | null,
  { since = EVER, withLab = true }: { readonly since?: number; readonly withLab?: boolean } = {},
): Promise<readonly EnvironmentReadings[]> {
  const known = transaction
    .selectFrom("meter_readings")
    .innerJoin("environments", "environments.management_id", "meter_readings.management_id")
    .innerJoin("meter_producers", "meter_producers.id", "meter_readings.producer")
    .where("environments.tenant", "=", tenant)
    .$if(!withLab, (query) => query.where("meter_producers.tenant", "<>", ""))
    .$if(environments !== null, (query) =>
      query.where("environments.id", "in", [...(environments ?? [])]),
    );
  const recent = known
    .select("environments.id")
    .distinct()
    .where((where) =>
      where.or([
        where("meter_readings.last_at", ">=", since - LONGEST_SILENCE),
        // Who only speaks of changes may mean that it goes on still.
        where("meter_producers.heartbeat_seconds", "=", 0),
      ]),
    );
  const rows = await known
    .select([
      "environments.id",
      "meter_readings.number",
      "meter_readings.management_id",
      "meter_readings.received_at",
      "meter_readings.events",
      "meter_producers.name",
    ])
    .$if(since > EVER, (query) => query.where("environments.id", "in", recent))
    .orderBy("environments.id")
    .orderBy("meter_readings.number")
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id)].map(([environment, own]) => ({
    environment,
    managementId: own[0]?.management_id ?? "",
    events: own.flatMap(unpackReadings),
  }));
}

/** Numbers rise, also of what is rolled up: those that are higher tell what is new. */
export async function readingsSince(
  transaction: Transaction,
  tenant: string,
  after: number,
): Promise<{ readonly number: number; readonly environments: readonly string[] }> {
  const rows = await transaction
    .selectFrom("meter_readings")
    .innerJoin("environments", "environments.management_id", "meter_readings.management_id")
    .select("environments.id")
    .select((select) => select.fn.max("meter_readings.number").as("number"))
    .where("environments.tenant", "=", tenant)
    .where("meter_readings.number", ">", after)
    .groupBy("environments.id")
    .execute();
  const number = rows.reduce((most, row) => Math.max(most, row.number), after);
  return { number, environments: rows.map(({ id }) => id) };
}

/** What is known of producers: a tenant's own and the lab's, or all of them. */
export async function meterProducers(
  transaction: Transaction,
  tenant: string | null,
): Promise<readonly ProducerRecord[]> {
  const rows = await transaction
    .selectFrom("meter_producers")
    .selectAll()
    .$if(tenant !== null, (query) => query.where("tenant", "in", ["", tenant ?? ""]))
    .orderBy("tenant")
    .orderBy("name")
    .execute();
  return rows.map((row) => ({
    tenant: row.tenant,
    name: row.name,
    heartbeatSeconds: row.heartbeat_seconds,
    ranges: JSON.parse(row.ranges),
    receivedAt: toInstant(row.received_at),
  }));
}

/** All environments of a tenant with their management IDs and machines, the newest first. */
export async function meterSubjects(
  transaction: Transaction,
  tenant: string,
): Promise<readonly MeterSubjectRecord[]> {
  const rows = await transaction
    .selectFrom("environments")
    .select(["id", "name", "management_id"])
    .where("tenant", "=", tenant)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  const instances = await transaction
    .selectFrom("instances")
    .innerJoin("environments", "environments.id", "instances.environment")
    .select(["instances.environment", "instances.id"])
    .where("environments.tenant", "=", tenant)
    .orderBy("instances.position")
    .execute();
  const own = Map.groupBy(instances, ({ environment }) => environment);
  return rows.map(({ id, name, management_id: managementId }) => ({
    environment: id,
    name,
    managementId,
    instances: (own.get(id) ?? []).map((instance) => instance.id),
  }));
}

/** What was kept aside of a tenant's environments, the newest first. */
export async function meterConflicts(
  transaction: Transaction,
  tenant: string,
  limit: number,
): Promise<readonly ConflictRecord[]> {
  const rows = await transaction
    .selectFrom("meter_conflicts")
    .innerJoin("environments", "environments.management_id", "meter_conflicts.management_id")
    .innerJoin("meter_producers", "meter_producers.id", "meter_conflicts.producer")
    .select([
      "environments.id",
      "meter_conflicts.management_id",
      "meter_conflicts.reason",
      "meter_conflicts.received_at",
      "meter_conflicts.event",
      "meter_producers.name",
    ])
    .where("environments.tenant", "=", tenant)
    .orderBy("meter_conflicts.received_at", "desc")
    .orderBy("meter_conflicts.event_id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    environment: row.id,
    reason: row.reason as ConflictRecord["reason"],
    event: unpackEvent(JSON.parse(row.event), {
      producerId: row.name,
      managementId: row.management_id,
      receivedAt: toInstant(row.received_at),
    }),
  }));
}
