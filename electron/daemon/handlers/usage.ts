import { toInstant } from "../../../shared/base/clock.ts";
import type { MeterGap } from "../../../shared/metering/gap.ts";
import { completeUpTo, missingIn } from "../../../shared/metering/watermark.ts";
import { ACTIVE_STATES } from "../environments/next-state.ts";
import { packBatch } from "../metering/pack-batch.ts";
import { usageSummary } from "../metering/usage-summary.ts";
import type { ProducerRecord } from "../store/usage-records.ts";
import { found, procedures } from "./implementer.ts";
import type { Services } from "./services.ts";

/** A lab that answers later is asked again by itself; who asks gets what is known. */
const READING_TIMEOUT = 5_000;
/** Of numbers that are missing the first holes are named. */
const MOST_HOLES = 100;

/** What was used: as producers report it, and as it is asked for. */
export function usageHandlers(services: Services) {
  const { store, clock, pools, labMeter } = services;
  const group = procedures.usage;
  /** The environment that is asked for, after a look at what it uses now. */
  const environmentOf = async (tenant: string, id: string | undefined) => {
    if (id === undefined) return null;
    const record = found(await store.environment(id, tenant), "environment", id);
    const driver = await pools.driver(record.pool);
    const isActive = ACTIVE_STATES.some((state) => state === record.state);
    if (isActive && driver.ok && (await store.acquireLeadership()))
      await labMeter.refresh(record, driver.value, AbortSignal.timeout(READING_TIMEOUT));
    return record;
  };
  return {
    report: group.report.handler(async ({ input, context: { tenant } }) => {
      const { producer, heartbeatSeconds, events } = input;
      const from = { tenant, producer, heartbeatSeconds, receivedAt: toInstant(clock.now()) };
      const recorded = await store.recordUsage(packBatch(from, events));
      return { ...recorded, conflicts: [...recorded.conflicts] };
    }),
    subjects: group.subjects.handler(async ({ context: { tenant } }) =>
      (await store.meterSubjects(tenant)).map(({ instances, ...one }) =>
        Object.assign(one, { instances: [...instances] }),
      ),
    ),
    list: group.list.handler(async ({ input, context: { tenant } }) => {
      const { environment, meter, limit, start, end } = input;
      await environmentOf(tenant, environment);
      const used = (await store.tenantUsage(tenant, { start, end }, "all")).filter(
        (one) =>
          (environment === undefined || one.environment === environment) &&
          (meter === undefined || one.meter === meter),
      );
      return { total: used.length, segments: used.slice(0, limit) };
    }),
    summary: group.summary.handler(async ({ input, context: { tenant } }) => {
      await environmentOf(tenant, input.environment);
      return usageSummary(services, [tenant], input, clock.now());
    }),
    lab: group.lab.handler(async ({ input }) => {
      const tenants = (await store.listTenants()).map(({ id }) => id);
      return usageSummary(services, tenants, input, clock.now());
    }),
    conflicts: group.conflicts.handler(async ({ input: { limit }, context: { tenant } }) =>
      (await store.meterConflicts(tenant, limit)).map(({ environment, reason, event }) => ({
        environment,
        reason,
        producer: event.producerId,
        receivedAt: event.receivedAt,
        event,
      })),
    ),
    gaps: group.gaps.handler(
      async ({ input: { environment, start, end }, context: { tenant } }) => {
        const asked = await environmentOf(tenant, environment);
        const until = toInstant(Math.min(Date.parse(end), clock.now()));
        const window = { start, end: until > start ? until : start };
        const { gaps } = await store.meteredUsage(tenant, window, asked && [asked.id], "all");
        const subjects = await store.meterSubjects(tenant);
        const names = new Map(subjects.map((one) => [one.managementId, one.environment]));
        return {
          gaps: gaps.map((gap) => gapView(gap, names.get(gap.managementId) ?? "")),
          producers: (await store.meterProducers(tenant)).map(producerView),
        };
      },
    ),
  };
}

function gapView(gap: MeterGap, environment: string) {
  return { ...gap, environment };
}

function producerView({ name, heartbeatSeconds, ranges, receivedAt }: ProducerRecord) {
  const complete = completeUpTo(ranges);
  return {
    producer: name,
    heartbeatSeconds,
    receivedAt,
    completeUpTo: complete === null ? null : toInstant(complete),
    missing: missingIn(ranges).slice(0, MOST_HOLES),
  };
}
